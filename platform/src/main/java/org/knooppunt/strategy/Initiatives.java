package org.knooppunt.strategy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Audit;
import org.knooppunt.identity.Person;
import org.knooppunt.strategy.internal.MatrixStore;
import org.knooppunt.strategy.internal.StrategyStore;
import org.knooppunt.web.Missing;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Initiatives of all rooms by service and group: where several do the same, and where nobody does anything. A thing of any
 * room that can be linked with goals can carry tags, and so can a goal itself.
 */
@Service
public class Initiatives {
    private final MatrixStore store;
    private final StrategyStore goals;
    private final GoalLinks links;
    private final Audit audit;

    Initiatives(MatrixStore store, StrategyStore goals, GoalLinks links, Audit audit) {
        this.store = store;
        this.goals = goals;
        this.links = links;
        this.audit = audit;
    }

    @Transactional(readOnly = true)
    public List<Tag> tags() {
        return store.tags();
    }

    /** The matrix as a reader sees it: what they may not read counts, without its name. */
    @Transactional(readOnly = true)
    public InitiativeMatrix matrix(@Nullable Person reader, Locale locale) {
        List<Tag> tags = store.tags();
        Map<Long, Tag> byId = new LinkedHashMap<>();
        tags.forEach(tag -> byId.put(tag.id(), tag));
        Map<String, Map<String, List<Tag>>> byKind = new LinkedHashMap<>();
        for (MatrixStore.Tagged each : store.tagged()) {
            byKind.computeIfAbsent(each.kind(), kind -> new LinkedHashMap<>())
                    .computeIfAbsent(each.ref(), ref -> new ArrayList<>())
                    .add(byId.get(each.tag()));
        }
        List<Initiative> all = new ArrayList<>();
        byKind.forEach((kind, refs) -> {
            Map<String, LinkedThing> seen = new LinkedHashMap<>();
            find(kind, refs.keySet(), reader, locale).forEach(thing -> seen.put(thing.ref(), thing));
            Set<String> there = existing(kind, refs.keySet());
            refs.forEach((ref, carried) -> {
                LinkedThing thing = seen.get(ref);
                if (thing != null) {
                    all.add(new Initiative(thing, true, carried));
                } else if (there.contains(ref)) {
                    all.add(new Initiative(new LinkedThing(kind, ref, "", ""), false, carried));
                }
            });
        });
        return new InitiativeMatrix(of(tags, Tag.Axis.SERVICE), of(tags, Tag.Axis.GROUP), all);
    }

    private static List<Tag> of(List<Tag> tags, Tag.Axis axis) {
        return tags.stream().filter(tag -> tag.axis() == axis).toList();
    }

    private Optional<GoalLinked> room(String kind) {
        return links.rooms().stream().filter(room -> room.kind().equals(kind)).findFirst();
    }

    private List<LinkedThing> find(String kind, Collection<String> refs, @Nullable Person reader, Locale locale) {
        return kind.equals(GoalLinks.GOAL)
                ? refs.stream().flatMap(ref -> goal(ref, locale).stream()).toList()
                : room(kind).map(room -> room.find(refs, reader)).orElse(List.of());
    }

    private Set<String> existing(String kind, Collection<String> refs) {
        // a goal is public, so it is seen or not there
        return room(kind).map(room -> room.existing(refs)).orElse(Set.of());
    }

    private Optional<LinkedThing> goal(String ref, Locale locale) {
        try {
            return goals.goal(UUID.fromString(ref))
                    .map(goal ->
                            new LinkedThing(GoalLinks.GOAL, ref, goal.title().in(locale), goal.path()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** One thing with the tags it carries. */
    @Transactional(readOnly = true)
    public Initiative one(String kind, String ref, Person person, Locale locale) {
        requireTagger(kind, person);
        LinkedThing thing = find(kind, List.of(ref), person, locale).stream()
                .findFirst()
                .orElseThrow(() -> new Missing(kind + " " + ref));
        Set<Long> carried = new LinkedHashSet<>();
        store.tagged().stream()
                .filter(each -> each.kind().equals(kind) && each.ref().equals(ref))
                .forEach(each -> carried.add(each.tag()));
        return new Initiative(
                thing,
                true,
                store.tags().stream().filter(tag -> carried.contains(tag.id())).toList());
    }

    /** Whether a person may tag anything. */
    public boolean mayTag(@Nullable Person person) {
        return person != null
                && (Goals.mayWrite(person) || links.rooms().stream().anyMatch(room -> room.mayLink(person)));
    }

    private void requireTagger(String kind, Person person) {
        boolean may = kind.equals(GoalLinks.GOAL)
                ? Goals.mayWrite(person)
                : room(kind).map(room -> room.mayLink(person)).orElse(false);
        if (!may) {
            throw new AccessDeniedException("this person tags nothing of kind " + kind);
        }
    }

    /** What a person may tag, by kind. */
    @Transactional(readOnly = true)
    public Map<String, List<LinkedThing>> choices(@Nullable Person person, Locale locale) {
        Map<String, List<LinkedThing>> choices = new LinkedHashMap<>(links.choices(person));
        if (Goals.mayWrite(person)) {
            List<LinkedThing> actions = goals.list(false).stream()
                    .flatMap(framework -> goals.choices(framework.code()).stream())
                    .map(choice -> new LinkedThing(
                            GoalLinks.GOAL,
                            choice.id().toString(),
                            choice.level().in(locale) + " " + choice.code() + ": "
                                    + choice.title().in(locale),
                            ""))
                    .toList();
            choices.put(GoalLinks.GOAL, actions);
        }
        return choices;
    }

    /** A thing carries exactly these tags from now on. */
    @Transactional
    public void tag(String kind, String ref, Set<Long> tags, Person person) {
        requireTagger(kind, person);
        if (find(kind, List.of(ref), person, Locale.of("nl")).isEmpty()) {
            throw new Missing(kind + " " + ref);
        }
        store.tag(kind, ref, tags, person.name());
        audit.record(person, "tagged", kind, ref, Map.of("tags", tags));
    }

    /** A new tag; false when there is one of this name. */
    @Transactional
    public boolean addTag(Tag.Axis axis, Words name, Person person) {
        Goals.requireWriter(person);
        Long id = store.addTag(axis, name);
        if (id != null) {
            audit.record(person, "created", "tag", id.toString(), Map.of("axis", axis.code(), "name", name.nl()));
        }
        return id != null;
    }

    /** Takes a tag off everything that carries it. */
    @Transactional
    public void removeTag(long id, Person person) {
        Goals.requireWriter(person);
        if (store.removeTag(id)) {
            audit.record(person, "deleted", "tag", Long.toString(id), Map.of());
        }
    }
}
