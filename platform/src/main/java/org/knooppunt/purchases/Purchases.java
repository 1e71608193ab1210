package org.knooppunt.purchases;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.knooppunt.cases.BusinessCase;
import org.knooppunt.cases.BusinessCases;
import org.knooppunt.engine.finance.GroupPurchase;
import org.knooppunt.engine.finance.PurchaseProblem;
import org.knooppunt.engine.finance.PurchaseReport;
import org.knooppunt.identity.Audit;
import org.knooppunt.identity.OrganisationNames;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.purchases.internal.PurchaseStore;
import org.knooppunt.web.Formats;
import org.knooppunt.web.Missing;
import org.knooppunt.web.Slice;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Organisations that buy together. A coordinator opens a purchase and sees all of it. Members who may join pledge a volume
 * up to a price, for their organisation, and may change and withdraw that until the pledges reach one of the supplier's
 * prices. At that moment, and in the transaction of the pledge that brought it about, all pledges that accept the price are
 * binding; see {@code docs/decisions/0019}. Buyers see what all pledge together, never who pledged what.
 *
 * <p>Every change first takes the row of the purchase, so of two at once the second sees what the first did.
 */
@Service
public class Purchases {
    /** Days before the closing date on which a coordinator is reminded. */
    private static final int REMIND_DAYS = 7;

    private static final String THING = "purchase";

    private final PurchaseStore store;
    private final BusinessCases cases;
    private final OrganisationNames organisations;
    private final PurchaseLetters letters;
    private final Audit audit;

    Purchases(
            PurchaseStore store,
            BusinessCases cases,
            OrganisationNames organisations,
            PurchaseLetters letters,
            Audit audit) {
        this.store = store;
        this.cases = cases;
        this.organisations = organisations;
        this.letters = letters;
        this.audit = audit;
    }

    /** The day it is where the hub is. */
    public static LocalDate today() {
        return LocalDate.now(Formats.ZONE);
    }

    private static boolean maySeeAll(@Nullable Person person) {
        return person != null && person.is(Role.COORDINATOR);
    }

    /** The organisations through which a person sees purchases; null sees all. */
    private static @Nullable Set<String> own(@Nullable Person person) {
        if (maySeeAll(person)) {
            return null;
        }
        return person != null && person.is(Role.MEMBER) ? person.organisations() : Set.of();
    }

    private static void requireCoordinator(@Nullable Person person) {
        if (!maySeeAll(person)) {
            throw new AccessDeniedException("group purchases are opened and changed by coordinators");
        }
    }

    // ---- read

    /** What this person may open, and what is open to the whole network, of which everybody may know. */
    @Transactional(readOnly = true)
    public Slice<PurchaseLine> list(
            String text, @Nullable PurchaseStatus status, String sort, int page, int size, @Nullable Person person) {
        Set<String> own = own(person);
        Slice<PurchaseStore.Line> found = store.list(text, status, sort, page, size, own);
        return new Slice<>(
                found.rows().stream().map(line -> line(line, own)).toList(),
                found.number(),
                found.size(),
                found.total());
    }

    private static PurchaseLine line(PurchaseStore.Line line, @Nullable Set<String> own) {
        boolean supplies = own != null
                && line.supplierOrganisation() != null
                && own.contains(line.supplierOrganisation())
                && line.status() != PurchaseStatus.BOUND;
        boolean totals = line.open() && !supplies && (own == null || Disclosure.total(line.buyers()));
        return new PurchaseLine(
                line.id(),
                line.product(),
                line.unit(),
                line.open() ? line.supplier() : "",
                line.closesOn(),
                line.status(),
                line.open(),
                line.open() ? line.lowest() : null,
                line.open() ? line.price() : null,
                totals ? (Integer) line.buyers() : null,
                totals ? line.volume() : null,
                line.own());
    }

    /** @throws Missing when there is no such purchase for this person */
    @Transactional(readOnly = true)
    public Purchase get(long id, @Nullable Person person) {
        Set<String> own = own(person);
        PurchaseStore.Kept kept = store.find(id, own).orElseThrow(() -> new Missing("purchase " + id));
        PurchaseTerms terms = kept.terms();
        boolean bound = kept.status() == PurchaseStatus.BOUND;
        Purchase.Sight sight = own == null
                ? Purchase.Sight.COORDINATOR
                : terms.supplierOrganisation() != null && own.contains(terms.supplierOrganisation())
                        ? Purchase.Sight.SUPPLIER
                        : Purchase.Sight.BUYER;
        List<Pledge> all = store.pledges(id);
        List<Pledge> counted = bound ? all.stream().filter(Pledge::isBound).toList() : all;
        boolean sees =
                switch (sight) {
                    case COORDINATOR -> true;
                    case SUPPLIER -> bound;
                    case BUYER -> Disclosure.total(counted.size());
                };
        return new Purchase(
                id,
                kept.version(),
                terms,
                kept.status(),
                kept.price(),
                kept.boundAt(),
                kept.reason(),
                own == null ? kept.businessCase() : null,
                kept.createdAt(),
                kept.creator(),
                sight,
                sees ? new Purchase.Totals(counted.size(), volume(counted)) : null,
                pledges(sight, bound, all, own),
                levels(kept, counted, sight, own),
                own == null && terms.joining() == Joining.CHOSEN ? store.guests(id) : Map.of(),
                mayJoin(kept, person));
    }

    private static List<Pledge> pledges(
            Purchase.Sight sight, boolean bound, List<Pledge> all, @Nullable Set<String> own) {
        return switch (sight) {
            case COORDINATOR -> all;
            case SUPPLIER ->
                bound
                        ? all.stream()
                                .filter(Pledge::isBound)
                                .map(Pledge::withoutLimit)
                                .toList()
                        : List.of();
            case BUYER ->
                all.stream()
                        .filter(pledge -> own != null && own.contains(pledge.organisation()))
                        .toList();
        };
    }

    private static BigDecimal volume(List<Pledge> pledges) {
        return pledges.stream().map(Pledge::volume).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** What is bound is bound at every price below that which was reached. */
    private static PurchaseReport reach(PurchaseTerms terms, List<Pledge> pledges, boolean bound) {
        BigDecimal highest = terms.tiers().getFirst().price();
        List<PurchaseProblem.Pledge> asked = pledges.stream()
                .map(pledge -> new PurchaseProblem.Pledge(
                        pledge.organisation(),
                        pledge.volume(),
                        bound || pledge.maxPrice() == null ? highest : pledge.maxPrice()))
                .toList();
        BigDecimal reference = terms.reference();
        return GroupPurchase.reach(new PurchaseProblem(
                terms.tiers(), terms.minimum(), reference == null ? BigDecimal.ZERO : reference, asked));
    }

    private static List<Purchase.Level> levels(
            PurchaseStore.Kept kept, List<Pledge> counted, Purchase.Sight sight, @Nullable Set<String> own) {
        boolean bound = kept.status() == PurchaseStatus.BOUND;
        List<PurchaseReport.Level> levels = reach(kept.terms(), counted, bound).levels();
        List<Boolean> shown =
                switch (sight) {
                    case COORDINATOR -> levels.stream().map(level -> true).toList();
                    case SUPPLIER -> levels.stream().map(level -> bound).toList();
                    case BUYER ->
                        Disclosure.levels(
                                counted.size(),
                                levels.stream()
                                        .map(level -> level.accepting().size())
                                        .toList());
                };
        List<Purchase.Level> told = new ArrayList<>();
        for (int at = 0; at < levels.size(); at++) {
            told.add(level(levels.get(at), shown.get(at), kept.terms().reference(), counted, own));
        }
        return told;
    }

    private static Purchase.Level level(
            PurchaseReport.Level level,
            boolean shown,
            @Nullable BigDecimal reference,
            List<Pledge> counted,
            @Nullable Set<String> own) {
        BigDecimal mine = counted.stream()
                .filter(pledge -> own != null && own.contains(pledge.organisation()))
                .filter(pledge -> level.accepting().contains(pledge.organisation()))
                .map(Pledge::volume)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal price = level.tier().price();
        boolean takesPart = mine.signum() > 0;
        return new Purchase.Level(
                level.required(),
                price,
                shown ? (Boolean) level.reached() : null,
                shown ? (Integer) level.accepting().size() : null,
                shown ? level.volume() : null,
                shown ? level.missing() : null,
                shown ? level.total() : null,
                shown && reference != null ? level.saving() : null,
                takesPart ? mine.multiply(price) : null,
                takesPart && reference != null ? mine.multiply(reference.subtract(price)) : null);
    }

    /** Organisations of this person that may pledge here. */
    private Map<String, String> mayJoin(PurchaseStore.Kept kept, @Nullable Person person) {
        if (person == null || !person.is(Role.MEMBER) || person.organisations().isEmpty()) {
            return Map.of();
        }
        Map<String, String> names = new LinkedHashMap<>(organisations.find(person.organisations()));
        names.keySet().removeIf(organisation -> !mayJoin(kept, organisation));
        return names;
    }

    private boolean mayJoin(PurchaseStore.Kept kept, String organisation) {
        // who sells does not help its own threshold
        return !organisation.equals(kept.terms().supplierOrganisation())
                && (kept.terms().joining() == Joining.EVERYBODY
                        || store.guests(kept.id()).containsKey(organisation)
                        || store.pledges(kept.id()).stream()
                                .anyMatch(pledge -> pledge.organisation().equals(organisation)));
    }

    /** The history of a purchase; only for who sees all of it. */
    @Transactional(readOnly = true)
    public List<Audit.Event> history(long id, Person person) {
        requireCoordinator(person);
        return audit.list(THING, Long.toString(id));
    }

    /** Id, product and state of a purchase. */
    public record Brief(long id, String product, PurchaseStatus status, LocalDate closesOn) {}

    /** The purchases of a case, for a coordinator. */
    @Transactional(readOnly = true)
    public List<Brief> ofCase(long businessCase, Person person) {
        cases.requireToChange(businessCase, person);
        return store.ofCase(businessCase).stream().map(Purchases::brief).toList();
    }

    /** Those about to close without the threshold, for a coordinator. */
    @Transactional(readOnly = true)
    public List<Brief> closing(Person person, int most) {
        return maySeeAll(person)
                ? store.closingBy(today().plusDays(REMIND_DAYS), most).stream()
                        .map(Purchases::brief)
                        .toList()
                : List.of();
    }

    private static Brief brief(PurchaseStore.Brief of) {
        return new Brief(of.id(), of.product(), of.status(), of.closesOn());
    }

    // ---- a coordinator

    /**
     * Opens a purchase.
     *
     * @param businessCase the case it belongs to; absent when it stands by itself
     * @param partners whether the partners of that case are those who may join
     */
    @Transactional
    public long open(PurchaseTerms terms, @Nullable Long businessCase, boolean partners, Person person) {
        requireCoordinator(person);
        check(terms);
        BusinessCase of = businessCase == null ? null : cases.get(businessCase, person);
        long id = store.create(terms, businessCase, person);
        if (of != null && partners) {
            of.partners().forEach(partner -> store.addGuest(id, partner.organisation(), partner.name()));
        }
        audit.record(person, "created", THING, Long.toString(id), Map.of("product", terms.product()));
        if (of != null) {
            cases.changed(of.id(), person, Map.of("purchase", id));
        }
        return id;
    }

    /** What of an open purchase can be changed. */
    public enum Changed {
        DONE,
        /** Somebody pledged on these terms, or it is no longer open. */
        FIXED,
        CHANGED_MEANWHILE
    }

    /** Changes the terms, as long as nobody pledged on them. */
    @Transactional
    public Changed change(long id, PurchaseTerms terms, int version, Person person) {
        requireCoordinator(person);
        check(terms);
        PurchaseStore.Kept kept = store.take(id).orElseThrow(() -> new Missing("purchase " + id));
        if (kept.status() != PurchaseStatus.OPEN || !store.pledges(id).isEmpty()) {
            return Changed.FIXED;
        }
        if (!store.change(id, terms, version)) {
            return Changed.CHANGED_MEANWHILE;
        }
        audit.record(
                person,
                "changed",
                THING,
                Long.toString(id),
                Map.of("product", List.of(kept.terms().product(), terms.product())));
        return Changed.DONE;
    }

    /** What the engine cannot work with is not kept. */
    private static void check(PurchaseTerms terms) {
        reach(terms, List.of(), false);
    }

    /** One more that may join; false when it may already. */
    @Transactional
    public boolean invite(long id, String organisation, Person person) {
        requireCoordinator(person);
        PurchaseStore.Kept kept = store.take(id).orElseThrow(() -> new Missing("purchase " + id));
        String name = nameOf(organisation);
        if (kept.terms().joining() != Joining.CHOSEN || !store.addGuest(id, organisation, name)) {
            return false;
        }
        audit.record(person, "invited-buyer", THING, Long.toString(id), Map.of("organisation", organisation));
        return true;
    }

    private String nameOf(String organisation) {
        return Optional.ofNullable(organisations.find(List.of(organisation)).get(organisation))
                .orElseThrow(() -> new Missing("organisation " + organisation));
    }

    /** Calls an open purchase off and tells everybody; false when it is no longer open. */
    @Transactional
    public boolean stop(long id, String reason, Person person) {
        requireCoordinator(person);
        PurchaseStore.Kept kept = store.take(id).orElseThrow(() -> new Missing("purchase " + id));
        if (kept.status() != PurchaseStatus.OPEN) {
            return false;
        }
        store.end(id, PurchaseStatus.STOPPED, reason.strip());
        audit.record(person, "stopped", THING, Long.toString(id), Map.of("reason", reason.strip()));
        letters.stopped(kept, reason.strip(), store.pledges(id));
        return true;
    }

    /**
     * Ends what is open beyond its closing date and tells everybody. May be asked as often as one likes.
     *
     * @return how many
     */
    @Transactional
    public int lapse() {
        List<Long> overdue = store.takeOverdue(today());
        for (long id : overdue) {
            PurchaseStore.Kept kept = store.find(id, null).orElseThrow();
            store.end(id, PurchaseStatus.LAPSED, "");
            audit.record(null, "lapsed", THING, Long.toString(id), Map.of());
            letters.lapsed(kept, store.pledges(id));
        }
        return overdue.size();
    }

    // ---- buyers

    /**
     * Pledges for an organisation; a pledge that is there and not bound is replaced.
     *
     * @param limit the highest price it accepts
     * @param version of the purchase as it was shown: nobody is bound to what was not
     * @throws Missing when there is no such purchase for this person
     * @throws AccessDeniedException when this person does not act for that organisation, or it may not join
     */
    @Transactional
    public PledgeOutcome pledge(
            long id, String organisation, BigDecimal volume, BigDecimal limit, int version, Person person) {
        PurchaseStore.Kept kept = takeFor(id, organisation, person);
        if (!mayJoin(kept, organisation)) {
            throw new AccessDeniedException("organisation " + organisation + " may not join purchase " + id);
        }
        if (kept.terms().closesOn().isBefore(today())) {
            return PledgeOutcome.CLOSED;
        }
        boolean alreadyBound = store.pledges(id).stream()
                .anyMatch(pledge -> pledge.organisation().equals(organisation) && pledge.isBound());
        if (alreadyBound) {
            return PledgeOutcome.BINDING;
        }
        return switch (kept.status()) {
            case LAPSED, STOPPED -> PledgeOutcome.CLOSED;
            case OPEN ->
                kept.version() == version
                        ? pledgeOpen(kept, organisation, volume, limit, person)
                        : PledgeOutcome.CHANGED_MEANWHILE;
            case BOUND ->
                kept.terms().later() == Later.NOBODY
                        ? PledgeOutcome.CLOSED
                        : kept.version() == version
                                ? join(kept, organisation, volume, limit, person)
                                : PledgeOutcome.CHANGED_MEANWHILE;
        };
    }

    private PurchaseStore.Kept takeFor(long id, String organisation, Person person) {
        if (!person.is(Role.MEMBER) || !person.organisations().contains(organisation)) {
            throw new AccessDeniedException("not an organisation of this person");
        }
        if (store.find(id, person.organisations()).isEmpty()) {
            throw new Missing("purchase " + id);
        }
        return store.take(id).orElseThrow(() -> new Missing("purchase " + id));
    }

    private PledgeOutcome pledgeOpen(
            PurchaseStore.Kept kept, String organisation, BigDecimal volume, BigDecimal limit, Person person) {
        long id = kept.id();
        store.pledge(id, organisation, nameOf(organisation), volume, limit, person);
        told(person, "pledged", id, organisation);
        Optional<PurchaseReport.Level> reached =
                reach(kept.terms(), store.pledges(id), false).best();
        if (reached.isEmpty()) {
            return PledgeOutcome.PLEDGED;
        }
        // before this pledge no price was reached, so it is among those who accept the one that is
        bind(kept, reached.get());
        return PledgeOutcome.BOUND;
    }

    private void bind(PurchaseStore.Kept kept, PurchaseReport.Level level) {
        long id = kept.id();
        store.bind(id, level.accepting(), level.tier().price(), level.volume());
        audit.record(
                null,
                "bound",
                THING,
                Long.toString(id),
                Map.of("price", level.tier().price(), "volume", level.volume(), "organisations", level.accepting()));
        letters.bound(kept, level.tier().price(), store.pledges(id));
    }

    private PledgeOutcome join(
            PurchaseStore.Kept kept, String organisation, BigDecimal volume, BigDecimal limit, Person person) {
        BigDecimal price = kept.price();
        if (price == null || limit.compareTo(price) < 0) {
            return PledgeOutcome.LIMIT_TOO_LOW;
        }
        long id = kept.id();
        store.join(id, organisation, nameOf(organisation), volume, limit, person);
        told(person, "pledged-later", id, organisation);
        List<Pledge> bound = store.pledges(id).stream().filter(Pledge::isBound).toList();
        BigDecimal now = kept.terms().later() == Later.FALLING_PRICE
                ? reach(kept.terms(), bound, true)
                        .best()
                        .map(level -> level.tier().price())
                        .filter(each -> each.compareTo(price) < 0)
                        .orElse(price)
                : price;
        letters.joined(
                kept,
                now,
                bound.stream()
                        .filter(pledge -> pledge.organisation().equals(organisation))
                        .findFirst()
                        .orElseThrow());
        if (now.compareTo(price) < 0) {
            store.lower(id, now);
            audit.record(null, "price-fell", THING, Long.toString(id), Map.of("price", List.of(price, now)));
            letters.fell(kept, now, bound);
        }
        return PledgeOutcome.JOINED;
    }

    /** Takes a pledge back that is not binding. */
    @Transactional
    public PledgeOutcome withdraw(long id, String organisation, Person person) {
        PurchaseStatus status = takeFor(id, organisation, person).status();
        if (status == PurchaseStatus.LAPSED || status == PurchaseStatus.STOPPED) {
            return PledgeOutcome.CLOSED;
        }
        Optional<Pledge> pledge = store.pledges(id).stream()
                .filter(each -> each.organisation().equals(organisation))
                .findFirst();
        if (pledge.isEmpty()) {
            return PledgeOutcome.NOTHING;
        }
        if (!store.withdraw(id, organisation)) {
            return PledgeOutcome.BINDING;
        }
        told(person, "pledge-withdrawn", id, organisation);
        return PledgeOutcome.WITHDRAWN;
    }

    /** Without volume and limit: who looks after the accounts reads the trail too. */
    private void told(Person person, String action, long id, String organisation) {
        audit.record(person, action, THING, Long.toString(id), Map.of("organisation", organisation));
    }
}
