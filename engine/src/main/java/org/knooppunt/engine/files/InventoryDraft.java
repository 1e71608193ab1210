package org.knooppunt.engine.files;

import java.util.List;
import org.knooppunt.engine.inventory.Facility;
import org.knooppunt.engine.inventory.Inventory;
import org.knooppunt.engine.inventory.Link;
import org.knooppunt.engine.inventory.Need;
import org.knooppunt.engine.inventory.Offer;
import org.knooppunt.engine.inventory.Organisation;
import org.knooppunt.engine.inventory.Process;
import org.knooppunt.engine.inventory.ResourceClass;
import org.knooppunt.engine.inventory.Site;

/**
 * What came out of reading files: per table the rows without a fault, and everything that is wrong or worth telling.
 *
 * @param faults in the order of the tables and rows; at most as many as {@link ReadOptions.Limits#faults()}
 * @param faultCount all of them, also those that are not listed
 */
public record InventoryDraft(
        List<TableRow<ResourceClass>> classes,
        List<TableRow<Organisation>> organisations,
        List<TableRow<Site>> sites,
        List<TableRow<Offer>> offers,
        List<TableRow<Need>> needs,
        List<TableRow<Facility>> facilities,
        List<TableRow<Process>> processes,
        List<TableRow<Link>> links,
        List<Fault> faults,
        int faultCount,
        List<Remark> remarks) {

    public boolean isClean() {
        return faultCount == 0;
    }

    /** How many rows of the table are without a fault. */
    public int count(Table table) {
        return switch (table) {
            case CLASSES -> classes.size();
            case ORGANISATIONS -> organisations.size();
            case SITES -> sites.size();
            case OFFERS -> offers.size();
            case NEEDS -> needs.size();
            case FACILITIES -> facilities.size();
            case PROCESSES -> processes.size();
            case LINKS -> links.size();
        };
    }

    /**
     * The inventory these files form by themselves.
     *
     * @throws IllegalStateException when there are faults
     * @throws IllegalArgumentException when rows refer to what was known outside the files
     */
    public Inventory toInventory() {
        if (!isClean()) {
            throw new IllegalStateException("the files have " + faultCount + " faults, the first being "
                    + faults.getFirst().text());
        }
        return new Inventory(
                records(classes),
                records(organisations),
                records(sites),
                records(offers),
                records(needs),
                records(facilities),
                records(processes),
                records(links));
    }

    private static <T> List<T> records(List<TableRow<T>> rows) {
        return rows.stream().map(TableRow::record).toList();
    }
}
