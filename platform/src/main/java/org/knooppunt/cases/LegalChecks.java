package org.knooppunt.cases;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.knooppunt.cases.internal.LegalStore;
import org.knooppunt.engine.inventory.Kind;
import org.knooppunt.engine.legal.Checklist;
import org.knooppunt.engine.legal.Checklists;
import org.knooppunt.engine.legal.Exchange;
import org.knooppunt.engine.legal.Partner;
import org.knooppunt.engine.legal.Place;
import org.knooppunt.engine.legal.RuleBook;
import org.knooppunt.engine.legal.Severity;
import org.knooppunt.engine.legal.WasteCode;
import org.knooppunt.identity.Person;
import org.knooppunt.inventory.WasteCodes;
import org.knooppunt.web.Missing;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The legal checklist of each exchange of a case. It is made anew from the facts and the rules of the day; what was ticked
 * stays with the version of the rule that was read. For coordinators: it tells what others give and take.
 */
@Service
public class LegalChecks {
    private final LegalStore store;
    private final BusinessCases cases;
    private final WasteCodes codes;
    private final LegalRules rules;

    LegalChecks(LegalStore store, BusinessCases cases, WasteCodes codes, LegalRules rules) {
        this.store = store;
        this.cases = cases;
        this.rules = rules;
        this.codes = codes;
    }

    /**
     * An exchange in the list of a case.
     *
     * @param open points that the law asks and that nobody ticked
     * @param known whether somebody filled in the facts
     */
    public record Line(int number, CaseFlow flow, int open, int ticked, boolean settled, boolean known) {}

    /** Who ticked a point, and when. */
    public record Tick(String rule, int version, String note, Instant tickedAt, String ticker) {}

    /** One exchange with its checklist. */
    public record Sheet(int number, CaseFlow flow, ExchangeFacts facts, Checklist checklist, List<Tick> ticks) {
        /** The tick of this version of a rule. */
        public @Nullable Tick tickOf(Checklist.Item item) {
            return ticks.stream()
                    .filter(tick -> tick.rule().equals(item.rule()) && tick.version() == item.version())
                    .findFirst()
                    .orElse(null);
        }
    }

    @Transactional(readOnly = true)
    public List<Line> list(long id, Person person) {
        BusinessCases.requireCoordinator(person);
        List<CaseFlow> flows = cases.get(id, person).flows();
        Map<Integer, ExchangeFacts> facts = store.facts(id);
        Map<Integer, List<Tick>> ticks = store.ticks(id);
        RuleBook book = rules.book();
        List<Line> lines = new ArrayList<>();
        for (int number = 1; number <= flows.size(); number++) {
            CaseFlow flow = flows.get(number - 1);
            ExchangeFacts known = facts.get(number);
            Checklist checklist = checklist(book, flow, known == null ? ExchangeFacts.ofKind(flow.kind()) : known);
            Set<String> done = new HashSet<>();
            ticks.getOrDefault(number, List.of()).forEach(tick -> done.add(tick.rule() + "/" + tick.version()));
            int open = 0;
            int ticked = 0;
            for (Checklist.Item item : checklist.items()) {
                if (done.contains(item.rule() + "/" + item.version())) {
                    ticked++;
                } else if (item.severity() == Severity.MUST) {
                    open++;
                }
            }
            lines.add(new Line(number, flow, open, ticked, checklist.settled(), known != null));
        }
        return lines;
    }

    /** @throws Missing when the case has no such exchange */
    @Transactional(readOnly = true)
    public Sheet sheet(long id, int number, Person person) {
        CaseFlow flow = flow(id, number, person);
        ExchangeFacts facts =
                Optional.ofNullable(store.facts(id).get(number)).orElseGet(() -> ExchangeFacts.ofKind(flow.kind()));
        return new Sheet(
                number,
                flow,
                facts,
                checklist(rules.book(), flow, facts),
                store.ticks(id).getOrDefault(number, List.of()));
    }

    private CaseFlow flow(long id, int number, Person person) {
        BusinessCases.requireCoordinator(person);
        List<CaseFlow> flows = cases.get(id, person).flows();
        if (number < 1 || number > flows.size()) {
            throw new Missing("exchange " + number + " of case " + id);
        }
        return flows.get(number - 1);
    }

    private Checklist checklist(RuleBook book, CaseFlow flow, ExchangeFacts facts) {
        WasteCode code = codes.find(facts.code())
                .map(each -> new WasteCode(each.code(), each.hazardous(), each.mirrored()))
                .orElse(null);
        Exchange exchange = new Exchange(
                flow.className(),
                code,
                facts.origin(),
                facts.use(),
                facts.sortedAnswers(),
                new Partner(flow.fromName(), flow.fromPlace(), "", new Place(facts.giverIn())),
                new Partner(flow.toName(), flow.toPlace(), "", new Place(facts.takerIn())),
                facts.carrier(),
                facts.arranger(),
                flow.quantity(),
                Kind.find(flow.kind()).orElseThrow().unit());
        return Checklists.of(book, exchange, Pipeline.today());
    }

    @Transactional
    public void know(long id, int number, ExchangeFacts facts, Person person) {
        flow(id, number, person);
        store.setFacts(id, number, facts, person.name());
        cases.changed(id, person, Map.of("legal-facts", number));
    }

    /** Ticks a point as done, or takes the tick away. */
    @Transactional
    public void tick(long id, int number, String rule, int version, boolean done, String note, Person person) {
        Sheet sheet = sheet(id, number, person);
        if (sheet.checklist().items().stream()
                .noneMatch(item -> item.rule().equals(rule) && item.version() == version)) {
            throw new Missing("rule " + rule + ", version " + version);
        }
        store.tick(id, number, rule, version, done, note.strip(), person.name());
        cases.changed(
                id,
                person,
                Map.of(done ? "legal-tick" : "legal-untick", rule + " " + version + ", exchange " + number));
    }
}
