package org.knooppunt.engine.candidates;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.inventory.ResourceClass;
import org.knooppunt.engine.inventory.Site;
import org.knooppunt.engine.transport.Haul;

/** The slow reference: every pair, with what transport itself answers for its two sites. */
final class EveryPair {
    record Pair(int source, int taker, double value) {
        static final Comparator<Pair> BEST_FIRST = Comparator.comparingDouble(Pair::value)
                .reversed()
                .thenComparingInt(Pair::source)
                .thenComparingInt(Pair::taker);

        List<Integer> key() {
            return List.of(source, taker);
        }
    }

    private final CandidateProblem problem;
    private final CandidateOptions options;
    final List<Pair> pairs = new ArrayList<>();

    EveryPair(CandidateProblem problem, CandidateOptions options) {
        this.problem = problem;
        this.options = options;
        for (int s = 0; s < problem.sources().size(); s++) {
            for (int t = 0; t < problem.takers().size(); t++) {
                find(s, t).ifPresent(pairs::add);
            }
        }
    }

    private Optional<Pair> find(int s, int t) {
        Streams sources = problem.sources();
        Streams takers = problem.takers();
        ResourceClass given = problem.classes().get(sources.resourceClass()[s]);
        if (!accepts(problem.classes().get(takers.resourceClass()[t]), given)
                || (months(sources, s) & months(takers, t)) == 0
                || (audience(sources, s) & audience(takers, t)) == 0
                || !problem.accepts().fits(s, t)) {
            return Optional.empty();
        }
        Optional<Haul> haul = problem.transport().find(given, site(sources, s), site(takers, t));
        if (haul.isEmpty() || haul.get().km() > options.reachKm()) {
            return Optional.empty();
        }
        double carriage = haul.get().cost() + problem.co2Weight() * haul.get().co2() / 1000;
        double value = takers.price()[t] - sources.price()[s] - carriage;
        return value > options.above() ? Optional.of(new Pair(s, t, value)) : Optional.empty();
    }

    private boolean accepts(ResourceClass wanted, ResourceClass given) {
        @Nullable String at = given.id();
        while (at != null) {
            if (at.equals(wanted.id())) {
                return true;
            }
            String id = at;
            at = problem.classes().stream()
                    .filter(c -> c.id().equals(id))
                    .findFirst()
                    .orElseThrow()
                    .parent();
        }
        return false;
    }

    private static int months(Streams streams, int i) {
        return streams.months().length == 0 ? Streams.ALL_YEAR : streams.months()[i];
    }

    private static long audience(Streams streams, int i) {
        return streams.audience().length == 0 ? -1 : streams.audience()[i];
    }

    /** Sites of one place are one site to transport. */
    private static Site site(Streams streams, int i) {
        double lat = streams.lat()[i];
        double lon = streams.lon()[i];
        return new Site("at " + lat + " " + lon, "", "", "", lat, lon, Set.of());
    }

    Set<List<Integer>> bestOfSources() {
        return best(Pair::source);
    }

    Set<List<Integer>> bestOfTakers() {
        return best(Pair::taker);
    }

    private Set<List<Integer>> best(Function<Pair, Integer> side) {
        return pairs.stream().collect(Collectors.groupingBy(side)).values().stream()
                .flatMap(own -> own.stream().sorted(Pair.BEST_FIRST).limit(options.k()))
                .map(Pair::key)
                .collect(Collectors.toSet());
    }
}
