package org.knooppunt.organisation.web;

import java.time.Duration;
import org.knooppunt.organisation.Areas;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The outlines for the map. */
@Controller
class AreaPages {
    private static final String EMPTY = "{\"type\":\"FeatureCollection\",\"features\":[]}";

    private final Areas areas;

    AreaPages(Areas areas) {
        this.areas = areas;
    }

    @GetMapping("/areas.geojson")
    ResponseEntity<String> outlines() {
        Areas.RegionMap map = areas.findMap().orElse(new Areas.RegionMap(EMPTY, "empty"));
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(Duration.ofHours(1)).cachePublic())
                .eTag(map.digest())
                .contentType(MediaType.parseMediaType("application/geo+json"))
                .body(map.document());
    }
}
