package org.knooppunt.engine.design;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which facilities to let run instead of those that do at the lowest bound: one or two of them exchanged for others, those
 * first that cost the bound least. By the values v of the relaxation, no plan in which i was exchanged for j can be better
 * than bound − v(i) + v(j), so what costs more than is left between plan and bound is not worth a try.
 */
final class Ranking {
    private static final int MOST = 100_000;

    private final Network network;
    private final Relaxation.Answer answer;
    private final List<Exchange> exchanges = new ArrayList<>();

    /** Facilities that stop or start, and what that costs the bound. */
    private record Exchange(double loss, int[] facilities) {}

    /** @param room between the best plan and the bound of the answer */
    Ranking(Network network, Relaxation.Answer answer, double room) {
        this.network = network;
        this.answer = answer;
        int[] in = choices(true);
        int[] out = choices(false);
        for (int i = 0; i < in.length; i++) {
            for (int o : out) {
                double loss = loss(in[i], o);
                if (loss >= room) {
                    break;
                }
                exchanges.add(new Exchange(loss, new int[] {in[i], o}));
                for (int j = i + 1; j < in.length && exchanges.size() < MOST; j++) {
                    for (int other : out) {
                        double more = loss + loss(in[j], other);
                        if (more >= room) {
                            break;
                        }
                        if (other != o) {
                            exchanges.add(new Exchange(more, new int[] {in[i], o, in[j], other}));
                        }
                    }
                }
            }
        }
        exchanges.sort(Comparator.comparingDouble(Exchange::loss));
    }

    private double loss(int in, int out) {
        return answer.value[in] - answer.value[out];
    }

    /** Facilities whose running is a choice, that run or do not: those first that are the least missed or wanted most. */
    private int[] choices(boolean running) {
        return IntStream.range(0, network.facilities.length)
                .filter(h -> network.isChoice(h) && answer.runs(h) == running)
                .boxed()
                .sorted(Comparator.comparingDouble(h -> running ? answer.value[h] : -answer.value[h]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    int size() {
        return exchanges.size();
    }

    double loss(int rank) {
        return exchanges.get(rank).loss();
    }

    /** Which facilities run after an exchange. */
    boolean[] runs(int rank) {
        boolean[] runs = answer.runs();
        for (int h : exchanges.get(rank).facilities()) {
            runs[h] = !runs[h];
        }
        return runs;
    }
}
