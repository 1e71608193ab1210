package org.knooppunt.introductions;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.transport.GreatCircle;
import org.knooppunt.identity.Account;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Audit;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.introductions.Introduction.Next;
import org.knooppunt.introductions.internal.IntroductionStore;
import org.knooppunt.introductions.internal.Matches;
import org.knooppunt.introductions.internal.Row;
import org.knooppunt.inventory.Side;
import org.knooppunt.web.Missing;
import org.knooppunt.web.Slice;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Introductions as members see and move them.
 *
 * <p>A member reads of a possible partner a class, a range of distance and a range of quantity: no name, no place, no price.
 * It says that it is interested; the neutral desk asks the other side, which reads the same of the first; names are shown
 * when both agree, prices when both agree to that as well.
 *
 * <p>Against whom this holds: a member with accounts of its own organisation, a program, any number of streams of its own
 * that it moves, changes and deletes as it likes, and all that lists, maps, exports and the interface for programs show. It
 * may know how all this works; it does not hold what the coordinator and the administrator hold. What it is told of a stream
 * that members may not see is made of a veil over several firms ({@code internal.Veiling}, {@code internal.Veil}), never of
 * the stream: not whether it appears, not its ranges, not its place in a list, not its token. Not covered: firms that put
 * together what each of them knows, and what a firm knows of the region by itself. The whole of it is in
 * {@code docs/decisions/0016-introductions.md}.
 */
@Service
public class Introductions {
    /** Wishes of one organisation that may be open at once: the desk reads each of them. */
    public static final int MOST_OPEN = 20;

    /** After so long a partner that did not want to may be met again. */
    private static final Duration AGAIN = Duration.ofDays(180);

    private final IntroductionStore store;
    private final Matches matches;
    private final Endings endings;
    private final IntroductionLetters letters;
    private final Accounts accounts;
    private final Audit audit;

    Introductions(
            IntroductionStore store,
            Matches matches,
            Endings endings,
            IntroductionLetters letters,
            Accounts accounts,
            Audit audit) {
        this.store = store;
        this.matches = matches;
        this.endings = endings;
        this.letters = letters;
        this.accounts = accounts;
        this.audit = audit;
    }

    /** What came of something a member asked for. */
    public sealed interface Outcome {
        /** It is done; the introduction is at this address. */
        record Done(String id) implements Outcome {}

        /** So many wishes are open already. */
        record TooMany() implements Outcome {}

        /** Meanwhile it is not what the person looked at. */
        record ChangedMeanwhile() implements Outcome {}
    }

    /** A stream of one's own with who might fit. */
    public record Own(StreamFacts stream, List<Match> matches, int aside, boolean sought) {
        public Own {
            matches = List.copyOf(matches);
        }
    }

    private static Set<String> own(@Nullable Person person) {
        return person != null && person.is(Role.MEMBER) ? person.organisations() : Set.of();
    }

    static void requireMember(@Nullable Person person) {
        if (person == null || !person.is(Role.MEMBER)) {
            throw new AccessDeniedException("introductions are for members");
        }
    }

    // ---- read

    /** A page of the streams of a member's organisations, each with who might fit. */
    @Transactional(readOnly = true)
    public Slice<Own> streams(Person person, int page, int size) {
        requireMember(person);
        Slice<StreamFacts> streams = store.streams(own(person), page, size);
        return new Slice<>(
                streams.rows().stream().map(stream -> own(stream, person)).toList(),
                streams.number(),
                streams.size(),
                streams.total());
    }

    /** One of these streams. */
    @Transactional(readOnly = true)
    public Own stream(Side side, String key, Person person) {
        return own(mine(side, key, person), person);
    }

    private StreamFacts mine(Side side, String key, Person person) {
        requireMember(person);
        return store.stream(side, key)
                .filter(stream -> !stream.gone() && own(person).contains(stream.organisation()))
                .orElseThrow(() -> new Missing(side.code() + " " + key));
    }

    private Own own(StreamFacts stream, Person person) {
        Map<String, Row> pairs = store.pairs(stream);
        List<Match> shown = new ArrayList<>();
        int aside = 0;
        for (Matches.Partner partner : matches.of(stream, own(person))) {
            Row latest = pairs.get(partner.stream());
            if (latest == null) {
                shown.add(new Match(partner.token(), partner.statement(), false));
            } else if (latest.state() == State.CLOSED && mayTryAgain(latest, stream.side())) {
                boolean declined =
                        stream.side().code().equals(latest.closedBy()) && "declined".equals(latest.closedBecause());
                aside += declined ? 1 : 0;
                shown.add(new Match(partner.token(), partner.statement(), declined));
            }
        }
        return new Own(stream, shown, aside, store.seeks(stream));
    }

    private static boolean mayTryAgain(Row row, Side side) {
        return side.code().equals(row.closedBy())
                || "system".equals(row.closedBy())
                || row.movedAt().plus(AGAIN).isBefore(Instant.now());
    }

    /** Introductions a member knows of. */
    @Transactional
    public Slice<Introduction> list(Person person, boolean open, int page, int size) {
        requireMember(person);
        endings.endWhatIsDue();
        Slice<Row> rows = store.of(own(person), open, page, size);
        return new Slice<>(
                rows.rows().stream().map(row -> view(row, person)).toList(), rows.number(), rows.size(), rows.total());
    }

    /** One of them; nothing when it is not of this person's organisations or they do not know of it. */
    @Transactional
    public Optional<Introduction> find(String id, Person person) {
        endings.endWhatIsDue();
        return store.find(id).filter(row -> sideOf(row, person) != null).map(row -> view(row, person));
    }

    /** @throws Missing when this person may not know of it */
    @Transactional
    public Introduction get(String id, Person person) {
        return find(id, person).orElseThrow(() -> new Missing("introduction"));
    }

    private static @Nullable Side sideOf(Row row, @Nullable Person person) {
        for (Side side : List.of(row.begunBy(), Row.other(row.begunBy()))) {
            Row.Half half = row.half(side);
            if (half.in() && half.organisation() != null && own(person).contains(half.organisation())) {
                return side;
            }
        }
        return null;
    }

    private Introduction view(Row row, Person person) {
        Side side = sideOf(row, person);
        if (side == null) {
            throw new Missing("introduction");
        }
        StreamFacts mine = facts(row, side).orElseThrow(() -> new Missing("stream of an introduction"));
        List<Step> steps = Sights.steps(store.steps(row.id()), row, side);
        return new Introduction(
                row.id(),
                mine,
                row.state(),
                next(row, side),
                row.half(side).sees(),
                row.state().isNamed() ? partner(row, side, mine).orElse(null) : null,
                Sights.ended(row, side),
                steps,
                steps.isEmpty() ? row.begunAt() : steps.getLast().at());
    }

    private Optional<StreamFacts> facts(Row row, Side side) {
        String key = row.half(side).stream();
        return key == null ? Optional.empty() : store.stream(side, key);
    }

    private Optional<Introduction.Partner> partner(Row row, Side side, StreamFacts mine) {
        Side other = Row.other(side);
        Long account = row.half(other).account();
        Optional<Account> contact = account == null
                ? Optional.empty()
                : accounts.findAccount(account).filter(Account::active);
        return facts(row, other)
                .map(facts -> new Introduction.Partner(
                        facts.organisationName(),
                        facts.organisationPath(),
                        facts.siteName(),
                        facts.areaName(),
                        GreatCircle.km(mine.lat(), mine.lon(), facts.lat(), facts.lon()),
                        facts.className(),
                        facts.description(),
                        facts.quantity(),
                        row.state() == State.PRICED ? (Double) facts.price() : null,
                        contact.map(Account::name).orElse(null),
                        contact.map(Account::email).orElse(null)));
    }

    private static Next next(Row row, Side side) {
        Row.Half half = row.half(side);
        return switch (row.state()) {
            case WISHED -> Next.WAIT_DESK;
            case ASKED -> half.yes() ? Next.WAIT_OTHER : Next.ANSWER;
            case NAMED -> half.price() ? Next.WAIT_PRICE : Next.PRICE;
            case PRICED -> Next.TALK;
            case CLOSED -> Next.ENDED;
        };
    }

    // ---- change

    /** Somebody is interested in a match of its own stream. */
    @Transactional
    public Outcome wish(Side side, String key, String token, String words, Person person) {
        StreamFacts mine = mine(side, key, person);
        long open = store.openOf(mine.organisation());
        Matches.Partner partner = matches.find(mine, own(person), token);
        if (partner == null || known(mine, partner)) {
            return new Outcome.ChangedMeanwhile();
        }
        if (open >= MOST_OPEN) {
            return new Outcome.TooMany();
        }
        Optional<String> made = store.begin(
                mine,
                partner.stream(),
                partner.organisation(),
                partner.visibility(),
                partner.statement(),
                null,
                words.strip(),
                person);
        String id;
        if (made.isPresent()) {
            id = made.get();
        } else {
            // the other side wished it first, which this side must not notice
            Optional<Row> there = side == Side.OFFER
                    ? store.holdOpen(mine.key(), partner.stream())
                    : store.holdOpen(partner.stream(), mine.key());
            if (there.isEmpty()) {
                return new Outcome.ChangedMeanwhile();
            }
            id = there.get().id();
            store.agree(id, side, mine, partner.statement(), person);
        }
        step(id, side, "interested", person);
        letters.askDesk(id);
        return new Outcome.Done(id);
    }

    /** An open introduction, or one that ended through the other side not long ago. */
    private boolean known(StreamFacts mine, Matches.Partner partner) {
        Row latest = store.pairs(mine).get(partner.stream());
        return latest != null && (latest.state() != State.CLOSED || !mayTryAgain(latest, mine.side()));
    }

    /** Somebody puts a match of its own stream aside. The other side never hears of it. */
    @Transactional
    public Outcome putAside(Side side, String key, String token, @Nullable Reason reason, String words, Person person) {
        StreamFacts mine = mine(side, key, person);
        Matches.Partner partner = matches.find(mine, own(person), token);
        if (partner == null || known(mine, partner)) {
            return new Outcome.ChangedMeanwhile();
        }
        String id = store.begin(
                        mine,
                        partner.stream(),
                        partner.organisation(),
                        partner.visibility(),
                        partner.statement(),
                        reason == null ? "" : reason.code(),
                        words.strip(),
                        person)
                .orElseThrow();
        step(id, side, "declined", person);
        return new Outcome.Done(id);
    }

    /**
     * Asks the desk to look for a partner, also where no match is shown: that nothing is shown does not say that there is
     * none. Whom the desk finds is told as little as of any other, so this side is asked too before names are shown.
     */
    @Transactional
    public Outcome seek(Side side, String key, String words, Person person) {
        StreamFacts mine = mine(side, key, person);
        if (store.openOf(mine.organisation()) >= MOST_OPEN) {
            return new Outcome.TooMany();
        }
        if (store.seeks(mine)) {
            return new Outcome.ChangedMeanwhile();
        }
        String id = store.begin(mine, null, null, null, null, null, words.strip(), person)
                .orElseThrow();
        step(id, side, "sought", person);
        letters.askDesk(id);
        return new Outcome.Done(id);
    }

    private record Held(Row row, Side side) {}

    private Held hold(String id, Person person) {
        endings.endWhatIsDue();
        Row row = store.hold(id).orElseThrow(() -> new Missing("introduction"));
        Side side = sideOf(row, person);
        if (side == null) {
            throw new Missing("introduction");
        }
        return new Held(row, side);
    }

    /** The side that was asked wants to know the other and be known; then both are. */
    @Transactional
    public Outcome agree(String id, Person person) {
        Held held = hold(id, person);
        if (next(held.row(), held.side()) != Next.ANSWER) {
            return new Outcome.ChangedMeanwhile();
        }
        StreamFacts mine = facts(held.row(), held.side()).orElseThrow();
        store.agree(id, held.side(), mine, null, person);
        step(id, held.side(), "agreed", person);
        if (held.row().half(Row.other(held.side())).yes()) {
            name(id);
        }
        return new Outcome.Done(id);
    }

    private void name(String id) {
        store.move(id, State.NAMED);
        store.step(id, "system", "named", null, null);
        Row row = store.find(id).orElseThrow();
        for (Side side : Side.values()) {
            letters.tell(row, side, "named");
        }
    }

    /** This side lets its price be shown; it is once the other does so too. */
    @Transactional
    public Outcome agreePrice(String id, Person person) {
        Held held = hold(id, person);
        if (next(held.row(), held.side()) != Next.PRICE) {
            return new Outcome.ChangedMeanwhile();
        }
        store.agreePrice(id, held.side(), person);
        step(id, held.side(), "price", person);
        Side other = Row.other(held.side());
        Row row = held.row();
        if (row.half(other).price()) {
            store.move(id, State.PRICED);
            store.step(id, "system", "priced", null, null);
            for (Side side : Side.values()) {
                letters.tell(row, side, "priced");
            }
        } else {
            letters.tell(row, other, "price");
        }
        return new Outcome.Done(id);
    }

    /**
     * A side does not want to, or not any more; possible at every step.
     *
     * @param reason only the desk reads it
     */
    @Transactional
    public Outcome withdraw(String id, @Nullable Reason reason, String words, Person person) {
        Held held = hold(id, person);
        Row row = held.row();
        if (row.state() == State.CLOSED) {
            return new Outcome.ChangedMeanwhile();
        }
        boolean asked = next(row, held.side()) == Next.ANSWER;
        String kind = asked ? "declined" : "withdrawn";
        step(id, held.side(), kind, person);
        Row.Half other = row.half(Row.other(held.side()));
        if (row.state() == State.WISHED && other.in()) {
            // both wished it by themselves and know nothing of each other: the wish of the other stays
            store.leave(id, held.side());
            return new Outcome.Done(id);
        }
        endings.end(row, kind, held.side().code(), reason == null ? "" : reason.code(), words.strip());
        return new Outcome.Done(id);
    }

    private void step(String id, Side side, String kind, Person person) {
        store.step(id, side.code(), kind, null, person);
        audit.record(person, "changed", "introduction", id, Map.of("step", kind));
    }
}
