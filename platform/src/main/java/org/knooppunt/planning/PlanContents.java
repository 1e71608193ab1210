package org.knooppunt.planning;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.inventory.Kind;
import org.knooppunt.identity.Person;
import org.knooppunt.planning.internal.PlanRows;
import org.knooppunt.planning.internal.PlanStore;
import org.knooppunt.planning.internal.Snapshots;
import org.knooppunt.planning.report.CaseDocument;
import org.knooppunt.planning.report.MoneyFlows;
import org.knooppunt.planning.report.Place;
import org.knooppunt.planning.report.PlanOverview;
import org.knooppunt.planning.report.PlanReport;
import org.knooppunt.planning.report.Sankey;
import org.knooppunt.web.Missing;
import org.knooppunt.web.Slice;
import org.springframework.stereotype.Service;

/**
 * What is in the answer of a plan, a page at a time: the time and memory of a page go by what it shows, not by how large
 * the plan is. For who may read plans.
 */
@Service
public class PlanContents {
    /** Flows read at once to be counted, drawn or placed one by one. */
    private static final int MANY = 2_000;

    private final Cache<Long, PlanReport> reports = Caffeine.newBuilder()
            .maximumSize(2)
            .softValues()
            .expireAfterAccess(Duration.ofMinutes(5))
            .build();
    private final Plans plans;
    private final PlanStore store;
    private final PlanRows rows;

    PlanContents(Plans plans, PlanStore store, PlanRows rows) {
        this.plans = plans;
        this.store = store;
        this.rows = rows;
    }

    /** What is told of the whole; nothing while there is no answer. */
    public Optional<PlanOverview> overview(long id, @Nullable Person who) {
        if (!plans.get(id, who).hasAnswer()) {
            return Optional.empty();
        }
        Optional<PlanOverview> kept = rows.findOverview(id);
        if (kept.isPresent()) {
            return kept;
        }
        // made before answers were kept as rows
        report(id, who).ifPresent(report -> rows.write(id, report));
        return rows.findOverview(id);
    }

    /**
     * The whole answer at once, for a file of it; its inventory is without links, which are told nowhere and are the most.
     */
    public Optional<PlanReport> report(long id, @Nullable Person who) {
        PlanSummary summary = plans.get(id, who);
        PlanReport known = reports.getIfPresent(id);
        if (known != null || !summary.hasAnswer()) {
            return Optional.ofNullable(known);
        }
        Optional<PlanReport> report = store.findResult(id)
                .map(result -> new PlanReport(
                        Snapshots.readWithoutLinks(store.getSnapshot(summary.snapshot())),
                        result.plan(),
                        result.cases()));
        report.ifPresent(made -> reports.put(id, made));
        return report;
    }

    /** For who may read it, an answer that is there. */
    private void require(long id, @Nullable Person who) {
        if (overview(id, who).isEmpty()) {
            throw new Missing("answer of plan " + id);
        }
    }

    /** One page of flows, with the transport of all that were found. */
    public record Flows(Slice<PlanReport.FlowLine> slice, double cost) {}

    public Flows flows(long id, FlowQuery query, String sort, int page, int size, @Nullable Person who) {
        require(id, who);
        return new Flows(rows.flows(id, query, sort, page, size), rows.transport(id, query));
    }

    /** All flows of one case. */
    public List<PlanReport.FlowLine> flowsOf(long id, String caseId, @Nullable Person who) {
        require(id, who);
        return rows.first(id, FlowQuery.ofCase(caseId), Integer.MAX_VALUE);
    }

    /** The flows of which most moves. */
    public List<PlanReport.FlowLine> largestFlows(long id, String inCase, int most, @Nullable Person who) {
        require(id, who);
        return rows.largest(id, FlowQuery.ofCase(inCase), PlanMap.Box.WORLD, most);
    }

    /** Tells every flow, one at a time. */
    public void eachFlow(long id, @Nullable Person who, Consumer<PlanReport.FlowLine> told) {
        require(id, who);
        rows.each(id, told);
    }

    public Map<String, String> classes(long id, @Nullable Person who) {
        require(id, who);
        return rows.classes(id);
    }

    public List<Kind> kinds(long id, String inCase, @Nullable Person who) {
        require(id, who);
        return rows.kinds(id, FlowQuery.ofCase(inCase));
    }

    /**
     * What moves of one kind, as a picture.
     *
     * @param flows one by one where they are few; else none, and what is in the picture is taken together
     * @param byArea whether streams are taken together by area
     */
    public record Streams(Sankey sankey, List<PlanReport.FlowLine> flows, boolean byArea) {
        public boolean together() {
            return flows.isEmpty();
        }
    }

    /** @param query of one kind */
    public Streams streams(long id, FlowQuery query, @Nullable Person who) {
        require(id, who);
        Kind kind = Kind.find(query.kind()).orElseThrow(() -> new Missing("kind " + query.kind()));
        List<PlanReport.FlowLine> flows = rows.first(id, query, Sankey.MOST_LINKS + 1);
        if (flows.size() <= Sankey.MOST_LINKS) {
            return new Streams(Sankey.of(kind, flows), flows, false);
        }
        boolean byArea = query.isNear();
        return new Streams(Sankey.ofStrands(kind, rows.strands(id, query, byArea)), List.of(), byArea);
    }

    public Slice<PlanCase> cases(long id, int page, int size, @Nullable Person who) {
        require(id, who);
        return rows.cases(id, page, size);
    }

    public Optional<PlanCase> findCase(long id, String caseId, @Nullable Person who) {
        require(id, who);
        return rows.findCase(id, caseId);
    }

    /** A case with all its partners and streams; its flows are {@link #flowsOf}. */
    public Optional<CaseDocument> findWhole(long id, String caseId, @Nullable Person who) {
        Optional<CaseDocument> brief = findCase(id, caseId, who).map(PlanCase::document);
        return brief.filter(one -> one.partners().isEmpty()).isEmpty()
                ? brief
                : report(id, who).map(report -> report.findCase(caseId)).map(one -> one.brief(true));
    }

    /** What an offer, need or facility of the plan is called; nothing where nothing of it moves. */
    public String nameOf(long id, String key, @Nullable Person who) {
        require(id, who);
        return rows.first(id, new FlowQuery("", "", "", "", key), 1).stream()
                .map(flow -> flow.from().equals(key) ? flow.fromName() : flow.toName())
                .findFirst()
                .orElse("");
    }

    /** Titles of the first cases by their ids. */
    public Map<String, String> titles(long id, int most, @Nullable Person who) {
        require(id, who);
        return rows.titles(id, most);
    }

    public Slice<PlanCase.Partner> partners(
            long id, String caseId, String text, int page, int size, @Nullable Person who) {
        require(id, who);
        return rows.partners(id, caseId, text, page, size);
    }

    public Slice<PlanReport.FacilityLine> facilities(long id, int page, int size, @Nullable Person who) {
        require(id, who);
        return rows.facilities(id, page, size);
    }

    public Slice<PlanReport.LeftOutLine> leftOut(
            long id, String role, String text, int page, int size, @Nullable Person who) {
        require(id, who);
        return rows.leftOut(id, role, text, page, size);
    }

    /** Some of what is left out, first what a price would bring in. */
    public List<PlanReport.LeftOutLine> nearlyIn(long id, int most, @Nullable Person who) {
        require(id, who);
        return rows.nearlyIn(id, most);
    }

    /** Who pays and who is paid, one by one or, of many, taken together. */
    public MoneyFlows money(long id, String inCase, @Nullable Person who) {
        require(id, who);
        return new MoneyFlows(rows.payments(id, inCase));
    }

    /** What the map shows of a box. */
    public PlanMap map(long id, String inCase, PlanMap.Box box, @Nullable Person who) {
        require(id, who);
        FlowQuery query = FlowQuery.ofCase(inCase);
        int all = rows.places(id, query, PlanMap.Box.WORLD);
        if (all <= PlanMap.MOST_PLACES && rows.count(id, query) <= MANY) {
            List<PlanReport.FlowLine> flows = rows.first(id, query, MANY);
            return new PlanMap(Place.of(flows), List.of(), flows, false);
        }
        List<PlanReport.FlowLine> flows = rows.largest(id, query, box, PlanMap.MOST_FLOWS);
        if (rows.places(id, query, box) > PlanMap.MOST_PLACES) {
            return new PlanMap(List.of(), rows.clusters(id, query, box), flows, true);
        }
        List<PlanReport.FlowLine> touching = rows.largest(id, query, box, MANY);
        List<Place> places = Place.of(touching).stream()
                .filter(place -> box.holds(place.site()))
                .toList();
        return new PlanMap(places, List.of(), flows, true);
    }

    /** {@code plan.json} or {@code cases.json} as it was written. */
    public Optional<String> findFile(long id, PlanStore.File file, @Nullable Person who) {
        plans.get(id, who);
        return store.findFile(id, file);
    }

    /** How the search went: best plan and bound over time. */
    public List<PlanSummary.Progress> course(long id, @Nullable Person who) {
        plans.get(id, who);
        return store.course(id);
    }
}
