package org.knooppunt.inventory.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.knooppunt.api.Needs;
import org.knooppunt.identity.Scope;
import org.knooppunt.inventory.Classes;
import org.knooppunt.inventory.WasteCodes;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What streams refer to: the tree of classes and the list of waste. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Lists", description = "The tree of classes and the European List of Waste.")
class ListEndpoints {
    private final Classes classes;
    private final WasteCodes codes;

    ListEndpoints(Classes classes, WasteCodes codes) {
        this.classes = classes;
        this.codes = codes;
    }

    /** A class in the tree. */
    @Schema(name = "ResourceClass")
    record ClassView(
            @Schema(example = "rubber.used.tyres") String key,
            @Nullable String parent,
            @Schema(example = "material") String kind,
            @Schema(example = "t") String unit,
            String name) {}

    /** A code of the European List of Waste with our short name. */
    @Schema(name = "WasteCode")
    record CodeView(
            @Schema(example = "160103") String code,
            boolean hazardous,
            String name,

            @Schema(description = "words that led here, when a text was given")
            List<String> because) {}

    @GetMapping("/classes")
    @Needs(Scope.INVENTORY_READ)
    @Operation(summary = "Lists all classes, each after the one above it.")
    List<ClassView> classes() {
        return classes.list().stream()
                .map(entry -> new ClassView(
                        entry.key(),
                        entry.parent(),
                        entry.kind().code(),
                        entry.kind().unit().symbol(),
                        entry.name()))
                .toList();
    }

    @GetMapping("/waste-codes")
    @Needs(Scope.INVENTORY_READ)
    @Operation(summary = "Lists the 842 codes of the European List of Waste, or proposes five for a text.")
    List<CodeView> wasteCodes(
            @Parameter(description = "What the waste is, in plain words of any of the three languages.")
                    @RequestParam(required = false)
                    @Nullable
                    String text,
            Locale locale) {
        if (text != null && !text.isBlank()) {
            return codes.propose(text, locale).stream()
                    .map(proposal -> new CodeView(
                            proposal.code().code(),
                            proposal.code().hazardous(),
                            proposal.code().name(locale),
                            proposal.matches().stream()
                                    .map(WasteCodes.Match::word)
                                    .distinct()
                                    .toList()))
                    .toList();
        }
        return codes.list().stream()
                .map(code -> new CodeView(code.code(), code.hazardous(), code.name(locale), List.of()))
                .toList();
    }
}
