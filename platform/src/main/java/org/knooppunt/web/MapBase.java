package org.knooppunt.web;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The picture under the maps. By default none: the outlines of the region come with the program, so maps work without
 * a connection and tell no one else who looks at what.
 */
@Component("mapBase")
public class MapBase {
    private final String address;
    private final String credit;

    /**
     * @param address tiles in web Mercator, for example {@code https://tile.example/{z}/{x}/{y}.png}; a WMTS in its
     *     REST form is written the same way, with {@code {z}} for the matrix, {@code {y}} the row and {@code {x}} the
     *     column. The content security policy must let its host in
     * @param credit whom to name on the map
     */
    MapBase(@Value("${knooppunt.map.base:}") String address, @Value("${knooppunt.map.credit:}") String credit) {
        this.address = address;
        this.credit = credit;
    }

    /** Absent when only the outlines are shown. */
    public @Nullable String address() {
        return address.isBlank() ? null : address;
    }

    public @Nullable String credit() {
        return credit.isBlank() ? null : credit;
    }
}
