package org.knooppunt.strategy;

import java.util.List;

/** Initiatives by the service they are part of and the group they reach. */
public record InitiativeMatrix(List<Tag> services, List<Tag> groups, List<Initiative> initiatives) {
    public InitiativeMatrix {
        services = List.copyOf(services);
        groups = List.copyOf(groups);
        initiatives = List.copyOf(initiatives);
    }

    /** The initiatives of a service for a group. */
    public List<Initiative> cell(Tag service, Tag group) {
        return initiatives.stream()
                .filter(each -> each.has(service) && each.has(group))
                .toList();
    }

    public long count(Tag tag) {
        return initiatives.stream().filter(each -> each.has(tag)).count();
    }

    /** Cells in which nothing happens. */
    public long empty() {
        return cells(0, 0);
    }

    /** Cells in which several do. */
    public long overlaps() {
        return cells(2, Integer.MAX_VALUE);
    }

    private long cells(int least, int most) {
        long count = 0;
        for (Tag service : services) {
            for (Tag group : groups) {
                int size = cell(service, group).size();
                count += size >= least && size <= most ? 1 : 0;
            }
        }
        return count;
    }

    /** Initiatives of which one of the two directions is not told, so that they are in no cell. */
    public List<Initiative> halfTagged() {
        return initiatives.stream()
                .filter(each -> each.visible()
                        && (each.of("service").isEmpty() || each.of("group").isEmpty()))
                .toList();
    }
}
