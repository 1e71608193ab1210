package org.knooppunt.api;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/** Which page of a list: {@code ?page=1&size=50}. Take it as {@code @Valid @ParameterObject PageQuery}. */
public record PageQuery(
        @Parameter(description = "Page, from 1.", schema = @Schema(type = "integer", defaultValue = "1", minimum = "1"))
        @Min(1)
        @Max(1_000_000)
        @Nullable
        Integer page,

        @Parameter(
                description = "Things per page, at most 200.",
                schema = @Schema(type = "integer", defaultValue = "50", minimum = "1", maximum = "200"))
        @Min(1)
        @Max(PageQuery.LARGEST)
        @Nullable
        Integer size) {
    public static final int LARGEST = 200;
    private static final int USUAL = 50;

    public PageQuery {
        page = page == null ? 1 : page;
        size = size == null ? USUAL : size;
    }

    /** How many to skip in the query. */
    public long offset() {
        return (long) (page - 1) * size;
    }
}
