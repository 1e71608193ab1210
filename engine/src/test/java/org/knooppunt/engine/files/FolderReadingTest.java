package org.knooppunt.engine.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knooppunt.engine.inventory.Inventory;
import org.knooppunt.engine.inventory.Offer;
import org.knooppunt.engine.inventory.QualityLimit;

class FolderReadingTest {
    @TempDir
    Path temp;

    @Test
    void aSoundFolderBecomesAnInventory() throws Exception {
        InventoryDraft draft =
                InventoryReader.read(InventoryFolder.sound().writeTo(temp.resolve("in")), ReadOptions.WHOLE);

        assertThat(InventoryFolder.texts(draft)).isEmpty();
        Inventory inventory = draft.toInventory();
        Offer tyres = inventory.getOffer("O1");
        assertThat(tyres.quantity()).isEqualTo(120.5);
        assertThat(tyres.price()).isEqualTo(-40);
        assertThat(tyres.ewc()).isEqualTo("160103");
        assertThat(inventory.getOffer("O2").qualities()).containsEntry("temp", 65.0);
        assertThat(inventory.getOffer("O2").profile().weights()).hasSize(12);
        assertThat(inventory.getNeed("N2").limits()).containsEntry("temp", new QualityLimit(40, 90));
        assertThat(inventory.getProcess("P1").outputs()).containsEntry("rubber.granulate", 0.7);
        assertThat(draft.offers().getLast().row()).isEqualTo(3);
    }
}
