package org.knooppunt.inventory.web;

import java.util.List;
import org.knooppunt.identity.Person;
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
        return latest(person, ImportState.READ);
    }

    @Override
    public List<Item> moved(Person person) {
        return latest(person, ImportState.STORED);
    }

    private List<Item> latest(Person person, ImportState state) {
        if (!Imports.mayWrite(person)) {
            return List.of();
        }
        return imports.list(1, LATEST, person).rows().stream()
                .filter(each -> each.state() == state)
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
