package org.knooppunt.inventory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.knooppunt.database.Shape;
import org.knooppunt.engine.files.Fault;
import org.knooppunt.engine.files.InventoryDraft;
import org.knooppunt.engine.files.InventoryReader;
import org.knooppunt.engine.files.ReadOptions;
import org.knooppunt.engine.inventory.Facility;
import org.knooppunt.engine.inventory.Inventory;
import org.knooppunt.engine.inventory.Need;
import org.knooppunt.engine.inventory.Offer;
import org.knooppunt.engine.inventory.Organisation;
import org.knooppunt.engine.inventory.Site;
import org.knooppunt.identity.Person;
import org.knooppunt.inventory.internal.InventoryStore;
import org.knooppunt.inventory.internal.InventoryTables;
import org.knooppunt.organisation.Areas;
import org.knooppunt.organisation.OrganisationTables;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** The inventory as one whole: what the region has and lacks. */
@Service
public class Inventories {
    private final JdbcClient jdbc;
    private final InventoryStore store;
    private final Areas areas;
    private final WasteCodes codes;

    Inventories(JdbcClient jdbc, InventoryStore store, Areas areas, WasteCodes codes) {
        this.jdbc = jdbc;
        this.store = store;
        this.areas = areas;
        this.codes = codes;
    }

    /** Everything, as it stands at one moment, each table in the order of its keys: the same data, the same snapshot. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Inventory snapshot() {
        return new Inventory(
                all(InventoryTables.CLASSES),
                all(OrganisationTables.ORGANISATIONS),
                all(OrganisationTables.SITES),
                all(InventoryTables.OFFERS),
                all(InventoryTables.NEEDS),
                all(InventoryTables.FACILITIES),
                all(InventoryTables.PROCESSES),
                all(InventoryTables.LINKS));
    }

    /** The part a person may see, with the organisations and sites that belong to it. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Inventory visibleTo(@Nullable Person person) {
        Sight sight = Sight.of(person);
        Inventory whole = snapshot();
        if (sight.reach() == Sight.Reach.ALL) {
            return whole;
        }
        Set<String> offerKeys = keys("offer", sight);
        Set<String> needKeys = keys("need", sight);
        List<Offer> offers = whole.offers().stream()
                .filter(offer -> offerKeys.contains(offer.id()))
                .toList();
        List<Need> needs = whole.needs().stream()
                .filter(need -> needKeys.contains(need.id()))
                .toList();
        Set<String> shown = new java.util.HashSet<>();
        offers.forEach(offer -> shown.add(offer.site()));
        needs.forEach(need -> shown.add(need.site()));
        whole.facilities().stream().map(Facility::site).forEach(shown::add);
        List<Site> sites = whole.sites().stream()
                .filter(site -> sight.reach() == Sight.Reach.MEMBERS || shown.contains(site.id()))
                .toList();
        Set<String> owners = sites.stream().map(Site::organisation).collect(Collectors.toSet());
        List<Organisation> organisations = whole.organisations().stream()
                .filter(organisation -> sight.reach() == Sight.Reach.MEMBERS || owners.contains(organisation.id()))
                .toList();
        Set<String> siteKeys = sites.stream().map(Site::id).collect(Collectors.toSet());
        return new Inventory(
                List.copyOf(whole.classes()),
                organisations,
                sites,
                offers,
                needs,
                List.copyOf(whole.facilities()),
                List.copyOf(whole.processes()),
                whole.links().stream()
                        .filter(link -> siteKeys.contains(link.from()) && siteKeys.contains(link.to()))
                        .toList());
    }

    private <T> List<T> all(Shape<T> shape) {
        return jdbc.sql(shape.selectAll()).query(shape.reader()).list();
    }

    private Set<String> keys(String table, Sight sight) {
        return Set.copyOf(jdbc.sql("select t.key from " + table + " t where " + sight.streams("t"))
                .param("own", sight.ownOrNone())
                .query(String.class)
                .list());
    }

    /** Whether nobody has brought anything in yet. */
    @Transactional(readOnly = true)
    public boolean isEmpty() {
        return jdbc.sql("select not exists (select from organisation) and not exists (select from resource_class)")
                .query(Boolean.class)
                .single();
    }

    /**
     * Brings in a folder with an inventory, and the areas of its {@code region.geojson} when it has one.
     *
     * @throws IllegalArgumentException when the files have faults, with all of them
     */
    @Transactional
    public void importFolder(Path folder) {
        try {
            Path region = folder.resolve("region.geojson");
            if (Files.exists(region)) {
                areas.load(Files.readString(region));
            }
            InventoryDraft draft = InventoryReader.read(folder, ReadOptions.WHOLE.withWasteCodes(codes::holds));
            if (!draft.isClean()) {
                throw new IllegalArgumentException(
                        draft.faults().stream().map(Fault::text).collect(Collectors.joining("\n")));
            }
            store.store(
                    InventoryStore.partsOf(draft), null, folder.getFileName().toString(), InventoryStore.Progress.NONE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException("storing " + folder + " failed", e);
        }
    }
}
