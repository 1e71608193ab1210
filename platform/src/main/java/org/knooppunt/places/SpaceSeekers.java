package org.knooppunt.places;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.inventory.Kind;
import org.knooppunt.engine.inventory.MonthProfile;
import org.knooppunt.engine.inventory.Need;
import org.knooppunt.engine.inventory.Visibility;
import org.knooppunt.identity.Audit;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.inventory.Side;
import org.knooppunt.inventory.Stream;
import org.knooppunt.inventory.StreamFilter;
import org.knooppunt.inventory.Streams;
import org.knooppunt.organisation.Organisations;
import org.knooppunt.places.internal.PlaceStore;
import org.knooppunt.places.internal.SeekerStore;
import org.knooppunt.web.Missing;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who looks for space: needs of the kind space in the inventory, so the planner matches them, with what became of each. A
 * need that is met leaves the inventory; what it asked stays here.
 */
@Service
public class SpaceSeekers {
    private static final int MOST = 200;

    private final Streams streams;
    private final SeekerStore store;
    private final PlaceStore places;
    private final PlaceOffers offers;
    private final Audit audit;

    SpaceSeekers(Streams streams, SeekerStore store, PlaceStore places, PlaceOffers offers, Audit audit) {
        this.streams = streams;
        this.store = store;
        this.places = places;
        this.offers = offers;
        this.audit = audit;
    }

    /** Those a person may see: all for a coordinator, else open needs it sees and what became of its own. */
    @Transactional(readOnly = true)
    public List<SpaceSeeker> list(@Nullable Person person) {
        boolean all = person != null && (person.is(Role.COORDINATOR) || person.is(Role.ADMINISTRATOR));
        List<String> own = person != null
                        && person.is(Role.MEMBER)
                        && !person.organisations().isEmpty()
                ? List.copyOf(person.organisations())
                : List.of("");
        Map<String, SeekerStore.Row> rows = new HashMap<>(store.rows(all ? null : own));
        StreamFilter space =
                new StreamFilter(null, Kind.SPACE.code(), null, null, null, null, null, "-updated", 1, MOST);
        List<SpaceSeeker> seekers = new ArrayList<>();
        for (Stream need : streams.list(Side.NEED, space, person).slice().rows()) {
            seekers.add(seeker(need, rows.remove(need.key()), person));
        }
        rows.values().stream()
                .sorted(Comparator.comparing(SeekerStore.Row::title))
                .forEach(row -> seekers.add(new SpaceSeeker(
                        row.need(),
                        row.title(),
                        row.organisation(),
                        row.organisationName(),
                        "",
                        row.quantity(),
                        null,
                        false,
                        0,
                        row.state(),
                        row.movedOn(),
                        row.place(),
                        row.whereto(),
                        row.note())));
        return seekers;
    }

    private SpaceSeeker seeker(Stream need, SeekerStore.@Nullable Row row, @Nullable Person person) {
        PlaceFilter fitting = new PlaceFilter(
                "", null, null, "", need.quantity(), null, null, List.of(), "", null, null, false, true, "name", 1, 1);
        return new SpaceSeeker(
                need.key(),
                need.title(),
                need.organisation(),
                need.organisationName(),
                need.className(),
                need.quantity(),
                need.price(),
                true,
                places.list(fitting, person).total(),
                row == null ? SeekerState.LOOKING : row.state(),
                row == null ? null : row.movedOn(),
                row == null ? null : row.place(),
                row == null ? "" : row.whereto(),
                row == null ? "" : row.note());
    }

    /** @throws Missing when nobody looks for space under this key, as far as this person sees */
    @Transactional(readOnly = true)
    public SpaceSeeker get(String need, @Nullable Person person) {
        return list(person).stream()
                .filter(each -> each.need().equals(need))
                .findFirst()
                .orElseThrow(() -> new Missing("space seeker " + need));
    }

    /**
     * Brings a need of space into the inventory.
     *
     * @return its key
     */
    @Transactional
    public String add(
            Person person,
            String site,
            String resourceClass,
            double m2,
            double price,
            String words,
            Visibility visibility) {
        if (offers.classes().stream().noneMatch(entry -> entry.key().equals(resourceClass))) {
            throw new IllegalArgumentException("class '" + resourceClass + "'; expected one of space");
        }
        String key = streams.freeKey(Side.NEED, person);
        Need need = new Need(
                key,
                site,
                resourceClass,
                m2,
                price,
                words,
                0,
                MonthProfile.EVEN,
                visibility,
                new java.util.TreeMap<>());
        if (streams.add(person, need) != org.knooppunt.database.Saved.DONE) {
            throw new IllegalStateException("the key " + key + " was taken meanwhile");
        }
        write(person, get(key, person), SeekerState.LOOKING, null, null, "", "");
        return key;
    }

    /** Writes down what became of one; once it moved in or stopped, its need leaves the inventory. */
    @Transactional
    public void follow(
            Person person,
            String need,
            SeekerState state,
            @Nullable LocalDate movedOn,
            @Nullable Long place,
            String whereto,
            String note) {
        SpaceSeeker seeker = get(need, person);
        if (!Organisations.mayEdit(person, seeker.organisation())) {
            throw new AccessDeniedException("not an organisation of this person");
        }
        if (place != null && places.find(place, person).isEmpty()) {
            throw new Missing("place " + place);
        }
        write(
                person,
                seeker,
                state,
                state == SeekerState.MOVED_IN ? movedOn : null,
                place,
                whereto.strip(),
                note.strip());
        if (state != SeekerState.LOOKING) {
            streams.find(Side.NEED, need, person)
                    .ifPresent(stream -> streams.delete(person, Side.NEED, need, stream.version()));
        } else if (!seeker.open()
                && streams.findDeleted(Side.NEED, need, person).isPresent()) {
            streams.restore(person, Side.NEED, need);
        }
    }

    private void write(
            Person person,
            SpaceSeeker seeker,
            SeekerState state,
            @Nullable LocalDate movedOn,
            @Nullable Long place,
            String whereto,
            String note) {
        store.write(
                new SeekerStore.Row(
                        seeker.need(),
                        seeker.organisation(),
                        seeker.organisationName(),
                        seeker.title(),
                        seeker.quantity(),
                        state,
                        movedOn,
                        place,
                        whereto,
                        note),
                person.name());
        Map<String, Object> difference = new LinkedHashMap<>();
        Contracts.compare(difference, "seeker_state", seeker.state().code(), state.code());
        Contracts.compare(
                difference,
                "moved_on",
                java.util.Objects.toString(seeker.movedOn(), null),
                java.util.Objects.toString(movedOn, null));
        audit.record(person, "changed", "space-seeker", seeker.need(), difference);
    }
}
