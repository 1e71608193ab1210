package org.knooppunt.inventory.web;

import java.util.List;
import java.util.function.Predicate;
import org.knooppunt.identity.Person;
import org.knooppunt.inventory.ImportPreview;
import org.knooppunt.inventory.ImportState;
import org.knooppunt.inventory.ImportSummary;
import org.knooppunt.inventory.Imports;
import org.knooppunt.web.Item;
import org.knooppunt.web.WorkbenchItems;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What imports put on the workbench of a coordinator. */
@Component
@Order(20)
class ImportItems implements WorkbenchItems {
    private static final int LATEST = 5;

    private final Imports imports;

    ImportItems(Imports imports) {
        this.imports = imports;
    }

    @Override
    public List<Item> waiting(Person person) {
        return latest(person, ImportState.READ, ImportItems::asksSomething);
    }

    @Override
    public List<Item> moved(Person person) {
        return latest(person, ImportState.STORED, each -> true);
    }

    /** A file that would change nothing asks nothing of anybody. */
    private static boolean asksSomething(ImportSummary found) {
        ImportPreview preview = found.preview();
        return found.faultCount() > 0 || preview == null || !preview.nothing();
    }

    private List<Item> latest(Person person, ImportState state, Predicate<ImportSummary> which) {
        if (!Imports.mayWrite(person)) {
            return List.of();
        }
        return imports.list(1, LATEST, person).rows().stream()
                .filter(each -> each.state() == state && which.test(each))
                .map(each -> item(each))
                .toList();
    }

    private static Item item(ImportSummary found) {
        String key = found.state() == ImportState.STORED
                ? "imports.item.stored"
                : found.faultCount() > 0 ? "imports.item.faults" : "imports.item.waiting";
        return Item.of("file-import", "/imports/" + found.id(), key, found.fileName())
                .at(found.changedAt());
    }
}
