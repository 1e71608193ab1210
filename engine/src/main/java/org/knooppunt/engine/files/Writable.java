package org.knooppunt.engine.files;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.inventory.Inventory;
import org.knooppunt.engine.inventory.Link;
import org.knooppunt.engine.inventory.Need;
import org.knooppunt.engine.inventory.Offer;
import org.knooppunt.engine.inventory.Process;
import org.knooppunt.engine.inventory.QualityLimit;

/** Finds what a file cannot hold so that reading it gives the same inventory again. */
final class Writable {
    private static final int LONGEST = 32_767;

    private final List<String> problems = new ArrayList<>();

    private Writable() {}

    /** @throws IllegalArgumentException with one line per problem */
    static void check(Inventory inventory) {
        Writable writable = new Writable();
        for (Table table : Table.values()) {
            TableText text = new TableText(table, inventory);
            text.forEach(cells -> writable.checkCells(table, cells));
        }
        inventory.offers().forEach(writable::check);
        inventory.needs().forEach(writable::check);
        inventory.processes().forEach(writable::check);
        writable.checkLinks(inventory);
        if (!writable.problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", writable.problems));
        }
    }

    /** Keys and words lose blanks at their ends when read; free text does not. */
    private void checkCells(Table table, List<@Nullable Object> cells) {
        for (int i = 0; i < table.columns().size(); i++) {
            Table.Column column = table.columns().get(i);
            if (cells.get(i) instanceof String text) {
                boolean free = Set.of("name", "description", "type", "area").contains(column.name());
                if (!free && !Texts.strip(text).equals(text)) {
                    tell(table, cells, column.name() + " is '" + text + "'; expected no blanks at its ends");
                }
                if (text.length() > LONGEST) {
                    tell(
                            table,
                            cells,
                            column.name() + " has " + text.length() + " characters; expected at most " + LONGEST);
                }
                if (Texts.controlCharacter(text) >= 0) {
                    tell(table, cells, column.name() + " holds a control character; expected none");
                }
            }
        }
        if (table == Table.CLASSES && "".equals(cells.get(1))
                || table == Table.ORGANISATIONS && "".equals(cells.get(4))
                || table == Table.OFFERS && "".equals(cells.get(5))) {
            tell(table, cells, "a value that may be absent is an empty text; expected absent");
        }
    }

    private void tell(Table table, List<@Nullable Object> cells, String problem) {
        problems.add(table.one() + " " + cells.getFirst() + ": " + problem);
    }

    private void check(Offer offer) {
        if (offer.ewc() != null && !offer.ewc().matches("[0-9]{6}")) {
            problems.add("offer " + offer.id() + ": ewc is '" + offer.ewc() + "'; expected six digits");
        }
        offer.qualities().forEach((quality, value) -> check("offer " + offer.id(), quality, value));
    }

    private void check(Need need) {
        for (var limit : need.limits().entrySet()) {
            QualityLimit range = limit.getValue();
            boolean minOpen = range.min() == Double.NEGATIVE_INFINITY;
            boolean maxOpen = range.max() == Double.POSITIVE_INFINITY;
            if (minOpen && maxOpen) {
                problems.add("need " + need.id() + ": the limit of " + limit.getKey()
                        + " is open on both sides; expected a minimum or a maximum");
            }
            check("need " + need.id(), limit.getKey(), minOpen ? 0 : range.min());
            check("need " + need.id(), limit.getKey(), maxOpen ? 0 : range.max());
        }
    }

    private void check(Process process) {
        process.qualities().forEach((quality, value) -> check("process " + process.id(), quality, value));
        SortedMap<String, Double> again = new TreeMap<>();
        boolean readable = OutputList.read(TableText.outputs(process), new DecimalText(), (key, yield) -> {
            again.put(key, yield);
            return true;
        });
        if (!process.outputs().isEmpty() && (!readable || !again.equals(process.outputs()))) {
            problems.add("process " + process.id() + ": its outputs, " + TableText.outputs(process)
                    + ", would be read as " + again + "; expected class keys without : and +");
        }
    }

    private void check(String who, String quality, double value) {
        if (quality.isEmpty()
                || !Texts.strip(quality).equals(quality)
                || quality.length() > RowReader.LONGEST_KEY
                || Texts.controlCharacter(quality) >= 0) {
            problems.add(who + ": a quality is named '" + quality + "'; expected a name of 1 to "
                    + RowReader.LONGEST_KEY + " characters without blanks at its ends");
        }
        if (!Double.isFinite(value)) {
            problems.add(who + ": the quality " + quality + " is " + value + "; expected a finite number");
        }
    }

    private void checkLinks(Inventory inventory) {
        Set<List<Object>> seen = new HashSet<>();
        for (Link link : inventory.links()) {
            if (!seen.add(List.of(link.from(), link.to(), link.mode()))) {
                problems.add("link from " + link.from() + " to " + link.to() + " by "
                        + link.mode().code() + " stands twice; expected each once");
            }
        }
    }
}
