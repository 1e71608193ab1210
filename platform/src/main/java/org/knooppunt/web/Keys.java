package org.knooppunt.web;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Keys of things as part of an address. A key may hold anything a spreadsheet may, also a slash; what is not a letter,
 * digit, dot, dash or underscore is written as {@code ~} and two hexadecimal digits per byte. In templates:
 * {@code ${@keys.path(key)}}.
 */
@Component("keys")
public class Keys {
    /** What stands after a list in addresses and is no key. */
    private static final Set<String> RESERVED = Set.of("new", "export", ".", "..");

    /** The key as it stands in an address. */
    public static String path(String key) {
        StringBuilder path = new StringBuilder();
        boolean reserved = RESERVED.contains(key);
        for (byte b : key.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = b >= 'a' && b <= 'z'
                    || b >= 'A' && b <= 'Z'
                    || b >= '0' && b <= '9'
                    || b == '.'
                    || b == '-'
                    || b == '_';
            if (plain && !reserved) {
                path.append((char) b);
            } else {
                path.append('~').append(String.format("%02x", b));
                reserved = false;
            }
        }
        return path.toString();
    }

    /** The key that an address names. */
    public static String key(String path) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '~'
                    && i + 2 < path.length()
                    && path.substring(i + 1, i + 3).matches("[0-9a-f]{2}")) {
                bytes.write(Integer.parseInt(path.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        // no key holds the null character, and the database cannot even be asked for it
        return bytes.toString(StandardCharsets.UTF_8).replace('\0', '\uFFFD');
    }
}
