package org.knooppunt.organisation.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.knooppunt.api.Needs;
import org.knooppunt.identity.Scope;
import org.knooppunt.organisation.Areas;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The areas that sites, filters and plans refer to. */
@RestController
@RequestMapping("/api/v1/areas")
@Tag(name = "Lists")
class AreaEndpoints {
    private final Areas areas;

    AreaEndpoints(Areas areas) {
        this.areas = areas;
    }

    /** An area of the region. */
    @Schema(name = "Area")
    record View(
            @Schema(example = "genk-zuid") String key,
            String name,
            String level,

            @Schema(description = "the area it lies in") @Nullable
            String parent) {}

    @GetMapping
    @Needs(Scope.INVENTORY_READ)
    @Operation(summary = "Lists all areas, each followed by those that lie in it.")
    List<View> list() {
        return areas.list().stream()
                .map(area -> new View(area.key(), area.name(), area.level(), area.parent()))
                .toList();
    }
}
