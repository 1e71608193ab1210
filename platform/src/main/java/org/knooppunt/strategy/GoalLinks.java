package org.knooppunt.strategy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Audit;
import org.knooppunt.identity.Person;
import org.knooppunt.strategy.internal.StrategyStore;
import org.knooppunt.web.Choice;
import org.knooppunt.web.Missing;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Which things of which rooms serve which goals, and which goals serve those of other frameworks. */
@Service
public class GoalLinks {
    /** The kind by which a goal itself is named, for instance where it is tagged. */
    public static final String GOAL = "goal";

    private static final int MOST_CHOICES = 300;

    private final StrategyStore store;
    private final Audit audit;
    private final ObjectProvider<GoalLinked> rooms;

    GoalLinks(StrategyStore store, Audit audit, ObjectProvider<GoalLinked> rooms) {
        this.store = store;
        this.audit = audit;
        this.rooms = rooms;
    }

    private Optional<GoalLinked> room(String kind) {
        return rooms.orderedStream().filter(room -> room.kind().equals(kind)).findFirst();
    }

    /** Rooms whose things can be named. */
    public List<GoalLinked> rooms() {
        return rooms.orderedStream().toList();
    }

    // ---- from a thing to its goals

    /**
     * A goal that a thing serves.
     *
     * @param kept whether the thing keeps it itself by code, so that it is changed there
     */
    public record Served(Goal goal, boolean kept) {}

    /** The goals in force that a thing serves; who may see the thing is for its room to have decided. */
    @Transactional(readOnly = true)
    public List<Served> goalsOf(String kind, String ref) {
        Map<UUID, Served> all = new LinkedHashMap<>();
        room(kind).map(room -> room.kept(ref)).orElse(List.of()).forEach(key -> store.goal(key)
                .ifPresent(goal -> all.put(goal.id(), new Served(goal, true))));
        store.goalsOf(kind, ref).forEach(goal -> all.putIfAbsent(goal.id(), new Served(goal, false)));
        return List.copyOf(all.values());
    }

    /**
     * What the panel on the page of a thing shows: the template {@code strategy/links :: panel(goals)}.
     *
     * @param choices goals that can be added; none when this person may not
     */
    public record Panel(String kind, String ref, List<Served> served, boolean mayLink, List<Choice> choices) {}

    @Transactional(readOnly = true)
    public Panel panel(String kind, String ref, @Nullable Person person, Locale locale) {
        boolean may = mayLink(kind, person);
        List<Served> served = goalsOf(kind, ref);
        Set<String> there = new LinkedHashSet<>();
        served.forEach(each -> there.add(each.goal().id().toString()));
        List<Choice> choices = may
                ? store.choices(null).stream()
                        .map(choice -> choice.in(locale))
                        .filter(choice -> !there.contains(choice.value()))
                        .toList()
                : List.of();
        return new Panel(kind, ref, served, may, choices);
    }

    private boolean mayLink(String kind, @Nullable Person person) {
        return person != null && room(kind).map(room -> room.mayLink(person)).orElse(false);
    }

    /**
     * A thing serves a goal from now on.
     *
     * @throws AccessDeniedException when this person may not link things of this kind
     * @throws Missing when the goal or the thing is not there, or not for this person
     */
    @Transactional
    public LinkedThing link(UUID goal, String kind, String ref, Person person) {
        LinkedThing thing = thing(kind, ref, person);
        if (store.goal(goal).isEmpty()) {
            throw new Missing("goal " + goal);
        }
        if (store.link(goal, kind, ref, person.name())) {
            audit.record(person, "linked", GOAL, goal.toString(), Map.of("kind", kind, "ref", ref));
        }
        return thing;
    }

    @Transactional
    public LinkedThing unlink(UUID goal, String kind, String ref, Person person) {
        LinkedThing thing = thing(kind, ref, person);
        if (store.unlink(goal, kind, ref)) {
            audit.record(person, "unlinked", GOAL, goal.toString(), Map.of("kind", kind, "ref", ref));
        }
        return thing;
    }

    private LinkedThing thing(String kind, String ref, Person person) {
        if (!mayLink(kind, person)) {
            throw new AccessDeniedException("this person links nothing of kind " + kind);
        }
        return find(kind, ref, person).orElseThrow(() -> new Missing(kind + " " + ref));
    }

    /** One thing as a reader sees it; nothing when it is not there or not for them. */
    @Transactional(readOnly = true)
    public Optional<LinkedThing> find(String kind, String ref, @Nullable Person reader) {
        return room(kind)
                .flatMap(room -> room.find(List.of(ref), reader).stream().findFirst());
    }

    // ---- from goals to things

    /**
     * The things of one kind that serve a goal.
     *
     * @param total how many there are, also those this reader does not see
     */
    public record Linked(String kind, List<LinkedThing> seen, int total) {
        public int hidden() {
            return Math.max(0, total - seen.size());
        }
    }

    /** What serves a goal itself, by kind. */
    @Transactional(readOnly = true)
    public List<Linked> linked(UUID goal, @Nullable Person reader) {
        return linked(Set.of(goal), reader);
    }

    /** What serves any of these goals, by kind; a thing counts once. */
    @Transactional(readOnly = true)
    public List<Linked> linked(Collection<UUID> goals, @Nullable Person reader) {
        List<Linked> all = new ArrayList<>();
        for (GoalLinked room : rooms()) {
            Set<String> refs = refs(goals, room);
            if (!refs.isEmpty()) {
                int total = room.existing(refs).size();
                if (total > 0) {
                    all.add(new Linked(room.kind(), room.find(refs, reader), total));
                }
            }
        }
        return all;
    }

    /** Keys of the things of one kind that serve any of these goals, for a room that counts over its own things. */
    @Transactional(readOnly = true)
    public Set<String> refs(Collection<UUID> goals, String kind) {
        return room(kind).map(room -> refs(goals, room)).orElseGet(Set::of);
    }

    private Set<String> refs(Collection<UUID> goals, GoalLinked room) {
        Set<String> refs = new LinkedHashSet<>(store.links(goals).getOrDefault(room.kind(), List.of()));
        room.keeping(store.keys(goals)).values().forEach(refs::addAll);
        return refs;
    }

    /** Keys of the things of one kind that serve each of these goals, each goal with itself and all that hangs under it. */
    @Transactional(readOnly = true)
    public Map<UUID, Set<String>> refs(Map<UUID, Set<UUID>> goals, String kind) {
        Several several = several(goals);
        return room(kind).map(room -> refs(goals, room, several)).orElseGet(Map::of);
    }

    /** How many things of each kind serve each of these goals, each goal with itself and all that hangs under it. */
    @Transactional(readOnly = true)
    public Map<UUID, Map<String, Integer>> counts(Map<UUID, Set<UUID>> goals) {
        Several several = several(goals);
        Map<UUID, Map<String, Integer>> counts = new HashMap<>();
        for (GoalLinked room : rooms()) {
            Map<UUID, Set<String>> refs = refs(goals, room, several);
            Set<String> all = new HashSet<>();
            refs.values().forEach(all::addAll);
            Set<String> existing = all.isEmpty() ? Set.of() : room.existing(all);
            refs.forEach((goal, own) -> {
                own.retainAll(existing);
                if (!own.isEmpty()) {
                    counts.computeIfAbsent(goal, any -> new HashMap<>()).put(room.kind(), own.size());
                }
            });
        }
        return counts;
    }

    /** What is linked with many goals, and their codes. */
    private record Several(Map<UUID, Map<String, Set<String>>> links, Map<UUID, GoalKey> keys) {}

    private Several several(Map<UUID, Set<UUID>> goals) {
        Set<UUID> all = new HashSet<>();
        goals.values().forEach(all::addAll);
        return new Several(store.linksByGoal(all), store.keysByGoal(all));
    }

    private static Map<UUID, Set<String>> refs(Map<UUID, Set<UUID>> goals, GoalLinked room, Several several) {
        Map<GoalKey, Set<String>> keeping = room.keeping(several.keys().values());
        Map<UUID, Set<String>> refs = new HashMap<>();
        goals.forEach((goal, beneath) -> {
            Set<String> own = new HashSet<>();
            for (UUID each : beneath) {
                own.addAll(several.links().getOrDefault(each, Map.of()).getOrDefault(room.kind(), Set.of()));
                GoalKey key = several.keys().get(each);
                if (key != null) {
                    own.addAll(keeping.getOrDefault(key, Set.of()));
                }
            }
            refs.put(goal, own);
        });
        return refs;
    }

    /** The things that serve each of these goals, each goal with itself and all that hangs under it, as a reader sees them. */
    @Transactional(readOnly = true)
    public Map<UUID, List<LinkedThing>> seen(Map<UUID, Set<UUID>> goals, @Nullable Person reader) {
        Several several = several(goals);
        Map<UUID, List<LinkedThing>> seen = new HashMap<>();
        for (GoalLinked room : rooms()) {
            Map<UUID, Set<String>> refs = refs(goals, room, several);
            Set<String> all = new TreeSet<>();
            refs.values().forEach(all::addAll);
            if (!all.isEmpty()) {
                List<LinkedThing> things = room.find(all, reader);
                refs.forEach((goal, own) -> things.stream()
                        .filter(thing -> own.contains(thing.ref()))
                        .forEach(thing -> seen.computeIfAbsent(goal, any -> new ArrayList<>())
                                .add(thing)));
            }
        }
        return seen;
    }

    /** What a person may choose to link with a goal, by kind. */
    @Transactional(readOnly = true)
    public Map<String, List<LinkedThing>> choices(@Nullable Person person) {
        Map<String, List<LinkedThing>> choices = new LinkedHashMap<>();
        if (person != null) {
            for (GoalLinked room : rooms()) {
                if (room.mayLink(person)) {
                    List<LinkedThing> things = room.choices(person, MOST_CHOICES);
                    if (!things.isEmpty()) {
                        choices.put(room.kind(), things);
                    }
                }
            }
        }
        return choices;
    }

    // ---- from goal to goal

    /** A goal serves one of another framework from now on; false when they are of one framework. */
    @Transactional
    public boolean serve(UUID goal, UUID serves, Person person) {
        Goals.requireWriter(person);
        Goal from = store.goal(goal).orElseThrow(() -> new Missing("goal " + goal));
        Goal to = store.goal(serves).orElseThrow(() -> new Missing("goal " + serves));
        if (from.framework().equals(to.framework())) {
            return false;
        }
        if (store.serve(goal, serves, person.name())) {
            audit.record(person, "linked", GOAL, goal.toString(), Map.of("kind", GOAL, "ref", serves.toString()));
        }
        return true;
    }

    @Transactional
    public void unserve(UUID goal, UUID serves, Person person) {
        Goals.requireWriter(person);
        if (store.unserve(goal, serves)) {
            audit.record(person, "unlinked", GOAL, goal.toString(), Map.of("kind", GOAL, "ref", serves.toString()));
        }
    }
}
