package org.knooppunt.planning.report;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import org.knooppunt.engine.inventory.Inventory;

/** A fingerprint of what an inventory says, whatever files it came from. */
public final class InventoryHash {
    private InventoryHash() {}

    /** SHA-256 over all records in their order, as 64 hexadecimal digits. */
    public static String of(Inventory inventory) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Collection<?> table : List.<Collection<?>>of(
                    inventory.classes(),
                    inventory.organisations(),
                    inventory.sites(),
                    inventory.offers(),
                    inventory.needs(),
                    inventory.facilities(),
                    inventory.processes(),
                    inventory.links())) {
                for (Object row : table) {
                    digest.update(row.toString().getBytes(StandardCharsets.UTF_8));
                    digest.update((byte) '\n');
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
