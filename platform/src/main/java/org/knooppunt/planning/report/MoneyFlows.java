package org.knooppunt.planning.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.inventory.Kind;

/**
 * The money of a plan, EUR per year: who pays into each case, and who is paid out of it. Euros of all kinds of streams
 * add up, so there is one picture. In every case as much goes out as comes in: what is left after all are paid is a
 * payment too, and so is what falls short where CO2e or jobs carry a case that money alone would not.
 */
public record MoneyFlows(List<Payment> payments) {
    /** Above this many payments those of all streams of a kind are taken together. */
    public static final int MOST = 40;

    /** Payments below this are rounding. */
    private static final double NOTHING = 0.005;

    public MoneyFlows {
        payments = List.copyOf(payments);
    }

    /**
     * One payment.
     *
     * @param in whether it goes into the case, else out of it
     * @param party need, offer, transport, variable, fixed, left or short
     * @param caseId of its case; empty for cases taken together
     * @param id of the need or offer; empty for the others, and for all streams of a kind together
     * @param name of the organisation; empty for the others
     * @param detail what is paid for in the organisation's words; empty for the others
     * @param kind of the stream; absent for the others
     * @param amount above 0
     */
    public record Payment(
            String caseId,
            boolean in,
            String party,
            String id,
            String name,
            String detail,
            @Nullable Kind kind,
            double amount) {
        /** Whether an organisation pays or is paid for a stream of its own. */
        public boolean isStream() {
            return !id.isEmpty();
        }
    }

    /** What all payers pay together, which is what all who are paid get. */
    public double total() {
        return payments.stream()
                .filter(Payment::in)
                .mapToDouble(Payment::amount)
                .sum();
    }

    static MoneyFlows of(PlanReport report) {
        Map<String, List<PlanReport.FlowLine>> flows =
                report.flows().stream().collect(Collectors.groupingBy(PlanReport.FlowLine::caseId));
        Map<String, PlanDocument.FacilityUse> uses = new HashMap<>();
        report.plan().facilities().forEach(use -> uses.put(use.facility(), use));
        List<Payment> payments = new ArrayList<>();
        for (CaseDocument one : report.cases()) {
            payments.addAll(ofCase(report, one, flows.getOrDefault(one.id(), List.of()), uses));
        }
        return new MoneyFlows(payments);
    }

    private static List<Payment> ofCase(
            PlanReport report,
            CaseDocument one,
            List<PlanReport.FlowLine> flows,
            Map<String, PlanDocument.FacilityUse> uses) {
        Map<String, Payment> streams = new LinkedHashMap<>();
        double transport = 0;
        for (PlanReport.FlowLine flow : flows) {
            transport += flow.cost();
            if (flow.toRole().equals("need")) {
                double price = report.inventory().getNeed(flow.to()).price();
                add(streams, one, "need", flow.to(), flow.toName(), flow.toPlace(), flow, price);
            }
            if (flow.fromRole().equals("offer")) {
                // who asks a price is paid; who has a negative one pays to be rid of it
                double price = -report.inventory().getOffer(flow.from()).price();
                add(streams, one, "offer", flow.from(), flow.fromName(), flow.fromPlace(), flow, price);
            }
        }
        double variable = 0;
        double fixed = 0;
        for (String facility : one.facilities()) {
            PlanDocument.FacilityUse use = uses.get(facility);
            if (use == null || !use.runs()) {
                continue;
            }
            fixed += report.inventory().getFacility(facility).fixedCost();
            for (Map.Entry<String, Double> intake : use.byProcess().entrySet()) {
                variable += intake.getValue()
                        * report.inventory().getProcess(intake.getKey()).variableCost();
            }
        }
        List<Payment> payments = new ArrayList<>();
        streams.values().forEach(signed -> add(payments, signed));
        add(payments, new Payment(one.id(), true, "transport", "", "", "", null, -transport));
        add(payments, new Payment(one.id(), true, "variable", "", "", "", null, -variable));
        add(payments, new Payment(one.id(), true, "fixed", "", "", "", null, -fixed));
        double left = payments.stream()
                .mapToDouble(payment -> payment.in() ? payment.amount() : -payment.amount())
                .sum();
        add(payments, new Payment(one.id(), true, left > 0 ? "left" : "short", "", "", "", null, -left));
        return payments;
    }

    /** @param price EUR per unit that goes into the case; negative what comes out of it */
    private static void add(
            Map<String, Payment> streams,
            CaseDocument one,
            String party,
            String id,
            String name,
            String detail,
            PlanReport.FlowLine flow,
            double price) {
        Payment payment = new Payment(one.id(), true, party, id, name, detail, flow.kind(), flow.quantity() * price);
        streams.merge(
                party + ":" + id,
                payment,
                (known, more) -> new Payment(
                        known.caseId(), true, party, id, name, detail, known.kind(), known.amount() + more.amount()));
    }

    /** Turns an amount with a sign into a payment in or out; leaves out what is nothing. */
    private static void add(List<Payment> payments, Payment signed) {
        if (Math.abs(signed.amount()) >= NOTHING) {
            payments.add(new Payment(
                    signed.caseId(),
                    signed.amount() > 0,
                    signed.party(),
                    signed.id(),
                    signed.name(),
                    signed.detail(),
                    signed.kind(),
                    Math.abs(signed.amount())));
        }
    }

    /**
     * A node of the picture: column 0 pays, 1 is a case, 2 is paid.
     *
     * @param name empty for all streams of a kind together, and for what is no stream
     */
    public record Node(
            String id,
            int column,
            String party,
            String name,
            String detail,
            @Nullable Kind kind) {}

    /** A link of the picture; {@code kind} is that of the stream that is paid for. */
    public record Link(
            String source,
            String target,
            double amount,
            @Nullable Kind kind) {}

    /** The picture: payers, cases, and who is paid. */
    public record Picture(List<Node> nodes, List<Link> links) {}

    /** The picture of these payments; cases go by the titles given, those taken together by an empty one. */
    public Picture picture(Map<String, String> titles) {
        boolean crowded = payments.size() > MOST;
        Map<String, Node> nodes = new LinkedHashMap<>();
        Map<List<String>, Link> links = new LinkedHashMap<>();
        for (Payment payment : payments) {
            Node party = node(payment, crowded);
            String title = titles.getOrDefault(payment.caseId(), payment.caseId());
            Node pot = new Node("case:" + payment.caseId(), 1, "case", title, payment.caseId(), null);
            nodes.putIfAbsent(party.id(), party);
            nodes.putIfAbsent(pot.id(), pot);
            String source = payment.in() ? party.id() : pot.id();
            String target = payment.in() ? pot.id() : party.id();
            links.merge(
                    List.of(source, target),
                    new Link(source, target, payment.amount(), payment.kind()),
                    (known, more) -> new Link(source, target, known.amount() + more.amount(), known.kind()));
        }
        return new Picture(List.copyOf(nodes.values()), List.copyOf(links.values()));
    }

    private static Node node(Payment payment, boolean crowded) {
        int column = payment.in() ? 0 : 2;
        Kind kind = payment.kind();
        boolean together = kind != null && (crowded || !payment.isStream());
        String one = kind != null && together ? kind.code() : payment.id();
        return new Node(
                payment.party() + ":" + column + ":" + one,
                column,
                payment.party(),
                together ? "" : payment.name(),
                together ? "" : payment.detail(),
                kind);
    }
}
