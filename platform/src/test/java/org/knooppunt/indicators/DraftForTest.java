package org.knooppunt.indicators;

import org.jspecify.annotations.Nullable;

/** A card for a test: counts of a year in a municipality, from a register; a test says only what it needs otherwise. */
public final class DraftForTest {
    private final String code;
    private final String name;
    private String nameEn = "";
    private String unit = "stuks";
    private Direction direction = Direction.UP;
    private AreaKind level = AreaKind.MUNICIPALITY;
    private Frequency frequency = Frequency.YEAR;
    private String formula = "";
    private boolean adds;
    private @Nullable Integer smallBelow;

    private DraftForTest(String code, String name) {
        this.code = code;
        this.name = name;
    }

    public static DraftForTest of(String code, String name) {
        return new DraftForTest(code, name);
    }

    public DraftForTest inEnglish(String name) {
        nameEn = name;
        return this;
    }

    public DraftForTest in(String unit) {
        this.unit = unit;
        return this;
    }

    public DraftForTest better(Direction direction) {
        this.direction = direction;
        return this;
    }

    public DraftForTest per(AreaKind level) {
        this.level = level;
        return this;
    }

    public DraftForTest every(Frequency frequency) {
        this.frequency = frequency;
        return this;
    }

    public DraftForTest from(String formula) {
        this.formula = formula;
        return this;
    }

    public DraftForTest adding(boolean adds) {
        this.adds = adds;
        return this;
    }

    public DraftForTest hiding(@Nullable Integer smallBelow) {
        this.smallBelow = smallBelow;
        return this;
    }

    public IndicatorDraft draft() {
        return new IndicatorDraft(
                code,
                name,
                nameEn,
                "",
                "Proef",
                "",
                "",
                "",
                unit,
                direction,
                "",
                IndicatorKind.REGISTER,
                level,
                frequency,
                null,
                null,
                null,
                null,
                null,
                formula,
                adds,
                smallBelow);
    }
}
