package org.knooppunt.indicators;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Audit;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.indicators.internal.FigureReader;
import org.knooppunt.indicators.internal.Formula;
import org.knooppunt.indicators.internal.IndicatorStore;
import org.knooppunt.web.Missing;
import org.knooppunt.web.Slice;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The cards of indicators: everybody reads them, policy officers and administrators look after them. */
@Service
public class Indicators {
    /** As the audit trail names a card. */
    public static final String THING = "indicator";

    private final IndicatorStore store;
    private final FigureReader figures;
    private final Observations observations;
    private final Audit audit;

    Indicators(IndicatorStore store, FigureReader figures, Observations observations, Audit audit) {
        this.store = store;
        this.figures = figures;
        this.observations = observations;
        this.audit = audit;
    }

    /** Whether this person looks after figures: only they see what is not told. */
    public static boolean mayEdit(@Nullable Person person) {
        return person != null && (person.is(Role.POLICY_OFFICER) || person.is(Role.ADMINISTRATOR));
    }

    static void requireOfficer(@Nullable Person person) {
        if (!mayEdit(person)) {
            throw new AccessDeniedException("indicators are looked after by policy officers and administrators");
        }
    }

    /** By theme and name. */
    @Transactional(readOnly = true)
    public List<IndicatorSummary> all() {
        return store.all();
    }

    @Transactional(readOnly = true)
    public Optional<Indicator> indicator(String code) {
        return store.find(code);
    }

    /** Those of these that there are, by code. */
    @Transactional(readOnly = true)
    public Map<String, Indicator> indicators(Collection<String> codes) {
        return store.find(codes);
    }

    /** @throws Missing when there is none */
    @Transactional(readOnly = true)
    public Indicator get(String code) {
        return indicator(code).orElseThrow(() -> new Missing("indicator " + code));
    }

    @Transactional(readOnly = true)
    public List<String> themes() {
        return store.themes();
    }

    /** One page of the list, each with its latest figure in an area. */
    @Transactional(readOnly = true)
    public Slice<IndicatorLine> list(IndicatorFilter filter) {
        long total = store.count(filter);
        int pages = (int) Math.max(1, (total + filter.size() - 1) / filter.size());
        int page = Math.clamp(filter.page(), 1, pages);
        List<IndicatorSummary> found = store.list(filter, (long) (page - 1) * filter.size());
        Map<String, Point> latest = observations.latest(found, filter.area());
        return new Slice<>(
                found.stream()
                        .map(each -> new IndicatorLine(each, latest.get(each.code())))
                        .toList(),
                page,
                filter.size(),
                total);
    }

    /** What came of keeping a card. */
    public enum Kept {
        DONE,
        /** The code is taken, or somebody changed the card meanwhile. */
        TOO_LATE
    }

    /** @throws IllegalArgumentException when the formula is none; see {@link #formulaFault} */
    @Transactional
    public Kept add(IndicatorDraft draft, Person person) {
        requireOfficer(person);
        requireFormula(draft);
        Optional<Integer> id = store.add(draft);
        if (id.isEmpty()) {
            return Kept.TOO_LATE;
        }
        audit.record(person, "created", THING, draft.code(), Map.of());
        return Kept.DONE;
    }

    /** @param version the card was read with */
    @Transactional
    public Kept change(IndicatorDraft draft, int version, Person person) {
        requireOfficer(person);
        requireFormula(draft);
        Indicator before = get(draft.code());
        store.lock(List.of(before.id()));
        if (!store.change(draft, version)) {
            return Kept.TOO_LATE;
        }
        audit.record(person, "changed", THING, draft.code(), differences(before.card(), draft));
        figures.protect(before.id());
        return Kept.DONE;
    }

    private void requireFormula(IndicatorDraft draft) {
        formulaFault(draft.code(), draft.formula()).ifPresent(fault -> {
            throw new IllegalArgumentException("the formula of " + draft.code() + " is wrong at " + fault);
        });
    }

    /** The part of a formula that cannot be used: no expression, or a code that is not that of an observed indicator. */
    @Transactional(readOnly = true)
    public Optional<String> formulaFault(String code, String formula) {
        if (formula.isEmpty()) {
            return Optional.empty();
        }
        try {
            List<String> wrong = new ArrayList<>(Formula.of(formula).inputs());
            List<IndicatorSummary> all = store.all();
            all.stream()
                    .filter(each -> !each.isComputed() && !each.code().equals(code))
                    .forEach(each -> wrong.remove(each.code()));
            return wrong.stream().findFirst();
        } catch (Formula.NoFormula e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static Map<String, Object> differences(IndicatorDraft before, IndicatorDraft after) {
        Map<String, Object> changed = new LinkedHashMap<>();
        compare(changed, "name", before.name(), after.name());
        compare(changed, "name_en", before.nameEn(), after.nameEn());
        compare(changed, "name_fr", before.nameFr(), after.nameFr());
        compare(changed, "theme", before.theme(), after.theme());
        compare(changed, "definition", before.definition(), after.definition());
        compare(changed, "numerator", before.numerator(), after.numerator());
        compare(changed, "denominator", before.denominator(), after.denominator());
        compare(changed, "unit", before.unit(), after.unit());
        compare(changed, "direction", before.direction(), after.direction());
        compare(changed, "figure_source", before.source(), after.source());
        compare(changed, "indicator_kind", before.kind(), after.kind());
        compare(changed, "level", before.level(), after.level());
        compare(changed, "frequency", before.frequency(), after.frequency());
        compare(changed, "next_update", text(before.nextUpdate()), text(after.nextUpdate()));
        compare(changed, "target", before.target(), after.target());
        compare(changed, "target_year", before.targetYear(), after.targetYear());
        compare(changed, "baseline", before.baseline(), after.baseline());
        compare(
                changed,
                "baseline_period",
                before.baselinePeriod() == null ? null : before.baselinePeriod().text(),
                after.baselinePeriod() == null ? null : after.baselinePeriod().text());
        compare(changed, "formula", before.formula(), after.formula());
        compare(changed, "adds", before.adds(), after.adds());
        compare(changed, "small_below", before.smallBelow(), after.smallBelow());
        return changed;
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static void compare(
            Map<String, Object> changed, String field, @Nullable Object before, @Nullable Object after) {
        if (!java.util.Objects.equals(before, after)) {
            changed.put(field, java.util.Arrays.asList(before, after));
        }
    }
}
