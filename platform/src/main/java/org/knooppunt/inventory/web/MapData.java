package org.knooppunt.inventory.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Person;
import org.knooppunt.inventory.StreamMap;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** What the map draws: the places of the streams a person may see. */
@Controller
class MapData {
    private final StreamMap map;

    MapData(StreamMap map) {
        this.map = map;
    }

    @GetMapping("/map/streams.geojson")
    ResponseEntity<Map<String, Object>> streams(@AuthenticationPrincipal @Nullable Person person) {
        List<Map<String, Object>> features = new ArrayList<>();
        for (StreamMap.Spot spot : map.list(person)) {
            Map<String, Object> properties = new LinkedHashMap<>();
            properties.put("kind", spot.kind());
            properties.put("name", spot.name());
            properties.put("href", spot.href());
            properties.put("organisation", spot.organisation());
            properties.put("place", spot.place());
            properties.put("count", spot.count());
            properties.put("side", spot.side());
            features.add(Map.of(
                    "type",
                    "Feature",
                    "properties",
                    properties,
                    "geometry",
                    Map.of("type", "Point", "coordinates", List.of(spot.lon(), spot.lat()))));
        }
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.parseMediaType("application/geo+json"))
                .body(Map.of("type", "FeatureCollection", "features", features));
    }
}
