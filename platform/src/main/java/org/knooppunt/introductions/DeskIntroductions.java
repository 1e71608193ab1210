package org.knooppunt.introductions;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.knooppunt.cases.Origin;
import org.knooppunt.cases.Pipeline;
import org.knooppunt.engine.inventory.Kind;
import org.knooppunt.engine.inventory.QualityLimit;
import org.knooppunt.engine.inventory.ResourceClass;
import org.knooppunt.engine.inventory.Site;
import org.knooppunt.engine.transport.DirectTransport;
import org.knooppunt.engine.transport.Haul;
import org.knooppunt.identity.Audit;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.introductions.internal.IntroductionStore;
import org.knooppunt.introductions.internal.Matches;
import org.knooppunt.introductions.internal.Row;
import org.knooppunt.inventory.Side;
import org.knooppunt.inventory.Stream;
import org.knooppunt.inventory.Streams;
import org.knooppunt.web.Missing;
import org.knooppunt.web.Slice;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Introductions as the neutral desk sees and moves them: whole. It brings two sides together, sees who lets it wait, and
 * makes a case of what comes of it. What it sees of worth and distance no member does.
 */
@Service
public class DeskIntroductions {
    /** Days without a step or reminder after which somebody is said to stall. */
    public static final int STALL_DAYS = 7;

    private static final int MOST_CHOICES = 10;
    private static final int MOST_PARTNERS = 2_000;

    private static final DirectTransport TRANSPORT = new DirectTransport(DirectTransport.Rates.STANDARD);

    private final IntroductionStore store;
    private final Matches matches;
    private final Endings endings;
    private final IntroductionLetters letters;
    private final Streams streams;
    private final Pipeline pipeline;
    private final Audit audit;

    DeskIntroductions(
            IntroductionStore store,
            Matches matches,
            Endings endings,
            IntroductionLetters letters,
            Streams streams,
            Pipeline pipeline,
            Audit audit) {
        this.store = store;
        this.matches = matches;
        this.endings = endings;
        this.letters = letters;
        this.streams = streams;
        this.pipeline = pipeline;
        this.audit = audit;
    }

    public static boolean isDesk(@Nullable Person person) {
        return person != null && person.is(Role.COORDINATOR);
    }

    private static void requireDesk(@Nullable Person person) {
        if (!isDesk(person)) {
            throw new AccessDeniedException("the desk is the coordinator's");
        }
    }

    // ---- read

    /** The queue; what stands still longest comes first. */
    @Transactional
    public Slice<Desk.Line> list(@Nullable State state, boolean open, int page, int size, Person person) {
        requireDesk(person);
        endings.endWhatIsDue();
        Slice<Row> rows = store.all(state, open, page, size);
        return new Slice<>(rows.rows().stream().map(this::line).toList(), rows.number(), rows.size(), rows.total());
    }

    /** How many there are in each state. */
    @Transactional(readOnly = true)
    public Map<State, Long> counts(Person person) {
        requireDesk(person);
        return store.counts();
    }

    /** How many wishes the desk has not looked at. */
    @Transactional(readOnly = true)
    public long waiting(Person person) {
        requireDesk(person);
        return store.waitingForDesk();
    }

    /** How many of those that members have to answer stand still. */
    @Transactional(readOnly = true)
    public long stalled(Person person) {
        requireDesk(person);
        return store.stalled(STALL_DAYS);
    }

    private Optional<StreamFacts> facts(Row row, Side side) {
        String key = row.half(side).stream();
        return key == null ? Optional.empty() : store.stream(side, key);
    }

    private Desk.Line line(Row row) {
        Instant last =
                row.remindedAt() != null && row.remindedAt().isAfter(row.movedAt()) ? row.remindedAt() : row.movedAt();
        long days = Duration.between(last, Instant.now()).toDays();
        String waits = waits(row);
        return new Desk.Line(
                row.id(),
                row.state(),
                facts(row, Side.OFFER).orElse(null),
                facts(row, Side.NEED).orElse(null),
                waits,
                days,
                days >= STALL_DAYS && !waits.equals("nobody"),
                row.movedAt());
    }

    private static String waits(Row row) {
        return switch (row.state()) {
            case WISHED -> "desk";
            case ASKED -> waits(row.offer().yes(), row.need().yes());
            case NAMED -> waits(row.offer().price(), row.need().price());
            case PRICED, CLOSED -> "nobody";
        };
    }

    private static String waits(boolean offer, boolean need) {
        return offer ? (need ? "nobody" : "need") : need ? "offer" : "both";
    }

    /** One of them. */
    @Transactional
    public Desk.View get(String id, Person person) {
        requireDesk(person);
        endings.endWhatIsDue();
        Row row = store.find(id).orElseThrow(() -> new Missing("introduction"));
        Desk.Line line = line(row);
        StreamFacts offer = line.offer();
        StreamFacts need = line.need();
        return new Desk.View(
                line,
                row.begunBy().code(),
                row.offer().sees(),
                row.need().sees(),
                row.offer().yes(),
                row.need().yes(),
                row.offer().price(),
                row.need().price(),
                row.state() == State.WISHED && row.offer().yes() && row.need().yes(),
                row.closedBecause(),
                row.closedBy(),
                row.reason(),
                row.words(),
                row.note(),
                offer == null || need == null ? null : worth(offer, need, person),
                row.lacksPartner() && row.state() == State.WISHED ? choices(row, person) : List.of(),
                store.earlier(row).stream()
                        .map(each -> new Desk.Earlier(
                                each.movedAt(),
                                String.valueOf(each.closedBecause()),
                                String.valueOf(each.closedBy()),
                                each.reason(),
                                each.words()))
                        .toList(),
                store.steps(id),
                row.reminders(),
                row.businessCase());
    }

    /** The streams that bring most with the one of this wish, by what the engine's rates say of moving it. */
    private List<Desk.Choice> choices(Row row, Person person) {
        StreamFacts own = facts(row, row.begunBy()).orElse(null);
        if (own == null) {
            return List.of();
        }
        Comparator<Desk.Choice> best = Comparator.comparingDouble(
                (Desk.Choice choice) -> choice.worth().yearly() == null
                        ? Double.NEGATIVE_INFINITY
                        : choice.worth().yearly());
        return store.partners(own, MOST_PARTNERS).stream()
                .map(partner -> new Desk.Choice(partner, worth(own, partner)))
                .sorted(best.reversed().thenComparing(choice -> choice.stream().key()))
                .limit(MOST_CHOICES)
                .map(choice -> new Desk.Choice(choice.stream(), judged(choice.worth(), own, choice.stream(), person)))
                .toList();
    }

    private Desk.Worth worth(StreamFacts one, StreamFacts other, Person person) {
        return judged(worth(one, other), one, other, person);
    }

    private static Desk.Worth worth(StreamFacts one, StreamFacts other) {
        StreamFacts offer = one.side() == Side.OFFER ? one : other;
        StreamFacts need = one.side() == Side.OFFER ? other : one;
        ResourceClass moved = new ResourceClass(
                offer.resourceClass(), null, Kind.find(offer.kind()).orElseThrow(), offer.className());
        Optional<Haul> haul = TRANSPORT.find(moved, site(offer), site(need));
        double km = TRANSPORT
                .rates()
                .travelledKm(org.knooppunt.engine.transport.GreatCircle.km(
                        offer.lat(), offer.lon(), need.lat(), need.lon()));
        double quantity = Math.min(offer.quantity(), need.quantity());
        Double carriage = haul.map(Haul::cost).orElse(null);
        Double yearly = carriage == null ? null : (Double) (quantity * (need.price() - offer.price() - carriage));
        return new Desk.Worth(km, carriage, quantity, yearly, true);
    }

    private static Site site(StreamFacts facts) {
        return new Site(
                facts.side().code() + " " + facts.key(),
                facts.organisation(),
                facts.siteName(),
                facts.areaName(),
                facts.lat(),
                facts.lon(),
                Set.of());
    }

    private Desk.Worth judged(Desk.Worth worth, StreamFacts one, StreamFacts other, Person person) {
        StreamFacts offer = one.side() == Side.OFFER ? one : other;
        StreamFacts need = one.side() == Side.OFFER ? other : one;
        Optional<Stream> offered = streams.find(Side.OFFER, offer.key(), person);
        Optional<Stream> wanted = streams.find(Side.NEED, need.key(), person);
        boolean good = offered.isPresent()
                && wanted.isPresent()
                && wanted.get().limits().entrySet().stream().allMatch(limit -> {
                    Double value = offered.get().qualities().get(limit.getKey());
                    QualityLimit range = limit.getValue();
                    return value != null && range.holds(value);
                });
        return new Desk.Worth(worth.km(), worth.carriage(), worth.quantity(), worth.yearly(), good);
    }

    // ---- change

    private Row hold(String id, Person person) {
        requireDesk(person);
        endings.endWhatIsDue();
        return store.hold(id).orElseThrow(() -> new Missing("introduction"));
    }

    private void step(String id, String kind, @Nullable Side to, Person person) {
        store.step(id, "desk", kind, to, person);
        audit.record(person, "changed", "introduction", id, Map.of("step", kind));
    }

    /** The desk's own remark; no member reads it. */
    @Transactional
    public void note(String id, String note, Person person) {
        hold(id, person);
        store.note(id, note.strip());
        audit.record(person, "changed", "introduction", id, Map.of("step", "note"));
    }

    /** Chooses the partner of a wish without one; false when it is no wish any more, or that one does not fit it. */
    @Transactional
    public boolean choose(String id, String key, Person person) {
        Row row = hold(id, person);
        if (row.state() != State.WISHED || !row.lacksPartner()) {
            return false;
        }
        StreamFacts own = facts(row, row.begunBy()).orElseThrow(() -> new Missing("stream of an introduction"));
        Optional<StreamFacts> partner = store.partners(own, MOST_PARTNERS).stream()
                .filter(each -> each.key().equals(key))
                .findFirst();
        if (partner.isEmpty() || !store.choose(id, partner.get(), matches.told(own, partner.get()))) {
            return false;
        }
        step(id, "chosen", row.begunBy(), person);
        return true;
    }

    /**
     * Asks who has not agreed yet; when both wished it by themselves there is nobody left to ask, and names are shown. False
     * when it is no wish any more or there is no partner.
     */
    @Transactional
    public boolean ask(String id, Person person) {
        Row row = hold(id, person);
        if (row.state() != State.WISHED || row.lacksPartner()) {
            return false;
        }
        if (row.offer().yes() && row.need().yes()) {
            step(id, "asked", null, person);
            store.move(id, State.NAMED);
            store.step(id, "system", "named", null, null);
            for (Side side : Side.values()) {
                letters.tell(row, side, "named");
            }
            return true;
        }
        for (Side side : Side.values()) {
            if (!row.half(side).yes()) {
                StreamFacts asked = facts(row, side).orElseThrow(() -> new Missing("stream of an introduction"));
                StreamFacts other =
                        facts(row, Row.other(side)).orElseThrow(() -> new Missing("stream of an introduction"));
                Statement known = row.half(side).sees();
                store.ask(id, side, asked.visibility(), known != null ? known : matches.told(asked, other));
                letters.tell(row, side, "asked");
            }
        }
        step(id, "asked", null, person);
        return true;
    }

    /** Sends those who let it wait another letter; false when nobody does. */
    @Transactional
    public boolean remind(String id, Person person) {
        Row row = hold(id, person);
        String waits = waits(row);
        if (waits.equals("desk") || waits.equals("nobody")) {
            return false;
        }
        for (Side side : Side.values()) {
            if (waits.equals("both") || waits.equals(side.code())) {
                letters.remind(row, side);
                step(id, "reminded", side, person);
            }
        }
        store.reminded(id);
        return true;
    }

    /** The desk ends it; false when it ended already. */
    @Transactional
    public boolean close(String id, @Nullable Reason reason, String words, Person person) {
        Row row = hold(id, person);
        if (row.state() == State.CLOSED) {
            return false;
        }
        step(id, "ended", null, person);
        endings.end(row, "desk", "desk", reason == null ? "" : reason.code(), words.strip());
        return true;
    }

    /**
     * Plants a case with both partners; again gives the case that was planted before.
     *
     * @param title in the language of who plants it
     * @return its id, nothing when names are not shown
     */
    @Transactional
    public Optional<Long> plant(String id, String title, String note, Person person) {
        Row row = hold(id, person);
        if (row.businessCase() != null) {
            return Optional.of(row.businessCase());
        }
        if (!row.state().isNamed()) {
            return Optional.empty();
        }
        long planted = pipeline.plant(title, note, Origin.DESK, person);
        for (Side side : Side.values()) {
            String organisation = row.half(side).organisation();
            if (organisation != null) {
                pipeline.addPartner(planted, organisation, "", person);
            }
        }
        store.plant(id, planted);
        step(id, "planted", null, person);
        return Optional.of(planted);
    }
}
