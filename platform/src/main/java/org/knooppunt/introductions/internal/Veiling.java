package org.knooppunt.introductions.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * Puts streams that are not shown under veils, several firms under each.
 *
 * <p>A veil is only made over {@link #FIRMS} firms, and only cut where every part keeps that many: one more than the three
 * that are promised, since the reader may own one of them and knows that it is not that one. Parts lie within the veil they
 * are cut from, and a stream stays under its veil or a part of it until its owner changes the stream: so what was told of
 * it earlier and what is told later never narrow it down together. In particular nobody brings about another cut of the
 * same firms by adding and removing streams of its own.
 *
 * <p>Who came later does not count for who was there before, since whoever watched knows that it is not one of these: firms
 * are those that were under the veil from its first night on.
 */
public final class Veiling {
    /** Firms under a veil when it is made or cut. */
    public static final int FIRMS = 4;

    /**
     * Firms besides the reader's own, and those it was introduced to, that must have been under the veil as long as a stream
     * for this to be shown.
     */
    public static final int OTHERS = 3;

    private Veiling() {}

    /** Streams under one veil. */
    public record Group(Veil veil, List<Hidden> streams) {
        public Group {
            streams = List.copyOf(streams);
        }
    }

    /** Firms that were there from the first night on. */
    private static long firms(List<Hidden> streams) {
        int first = streams.stream().mapToInt(Hidden::since).min().orElse(0);
        return streams.stream()
                .filter(stream -> stream.since() == first)
                .map(Hidden::organisation)
                .distinct()
                .count();
    }

    /**
     * What becomes of the groups that were.
     *
     * @param groups as they were; their streams as they are now
     * @param fresh streams under no veil
     * @param night number of this night, larger than those before
     */
    public static List<Group> renew(List<Group> groups, List<Hidden> fresh, int night) {
        List<List<Hidden>> members = new ArrayList<>();
        List<Hidden> free = new ArrayList<>();
        fresh.forEach(stream -> free.add(stream.on(night)));
        for (Group group : groups) {
            List<Hidden> stay = new ArrayList<>();
            for (Hidden stream : group.streams()) {
                if (group.veil().covers(stream)) {
                    stay.add(stream);
                } else {
                    free.add(stream.on(night));
                }
            }
            members.add(stay);
        }
        Map<String, List<Hidden>> waiting = new TreeMap<>();
        for (Hidden stream : free) {
            int best = -1;
            for (int i = 0; i < groups.size(); i++) {
                Veil veil = groups.get(i).veil();
                if (veil.covers(stream)
                        && (best < 0
                                || Veil.NARROWEST.compare(veil, groups.get(best).veil()) < 0)) {
                    best = i;
                }
            }
            if (best >= 0) {
                members.get(best).add(stream);
            } else {
                waiting.computeIfAbsent(stream.top(), top -> new ArrayList<>()).add(stream);
            }
        }
        List<Group> renewed = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            renewed.addAll(cut(new Group(groups.get(i).veil(), members.get(i))));
        }
        waiting.forEach((top, streams) -> {
            if (firms(streams) >= FIRMS) {
                renewed.addAll(cut(new Group(Veil.widest(top), streams)));
            }
        });
        renewed.removeIf(group -> group.streams().isEmpty());
        return renewed;
    }

    /** As finely as can be: by class, since that tells most whether two fit; then by place, then by quantity. */
    private static List<Group> cut(Group whole) {
        if (firms(whole.streams()) < FIRMS) {
            return List.of(whole);
        }
        List<BiFunction<Veil, Hidden, Veil>> ways = List.of(Veil::ofClass, Veil::ofPlace, Veil::ofQuantity);
        for (BiFunction<Veil, Hidden, Veil> way : ways) {
            Optional<List<Group>> parts = cut(whole, way);
            if (parts.isPresent()) {
                return parts.get().stream().flatMap(part -> cut(part).stream()).toList();
            }
        }
        return List.of(whole);
    }

    /** The parts with enough firms apart, what remains under the whole veil; nothing when that is no cut. */
    private static Optional<List<Group>> cut(Group whole, BiFunction<Veil, Hidden, Veil> way) {
        Map<Veil, List<Hidden>> parts = whole.streams().stream()
                .collect(Collectors.groupingBy(
                        stream -> way.apply(whole.veil(), stream),
                        () -> new TreeMap<>(Veil.NARROWEST),
                        Collectors.toList()));
        List<Hidden> rest = new ArrayList<>();
        List<Group> apart = new ArrayList<>();
        parts.forEach((veil, streams) -> {
            if (!veil.equals(whole.veil()) && firms(streams) >= FIRMS) {
                apart.add(new Group(veil, streams));
            } else {
                rest.addAll(streams);
            }
        });
        while (!rest.isEmpty() && firms(rest) < FIRMS && !apart.isEmpty()) {
            Group smallest = apart.stream()
                    .min(Comparator.<Group>comparingLong(group -> firms(group.streams()))
                            .thenComparing(Group::veil, Veil.NARROWEST))
                    .orElseThrow();
            apart.remove(smallest);
            rest.addAll(smallest.streams());
        }
        if (apart.isEmpty()) {
            return Optional.empty();
        }
        if (!rest.isEmpty()) {
            apart.add(new Group(whole.veil(), rest));
        }
        return Optional.of(apart);
    }
}
