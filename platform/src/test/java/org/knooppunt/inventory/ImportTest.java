package org.knooppunt.inventory;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knooppunt.PlatformTest;
import org.knooppunt.engine.files.Fault;
import org.knooppunt.engine.files.FaultKind;
import org.knooppunt.engine.files.InventoryDraft;
import org.knooppunt.engine.files.InventoryReader;
import org.knooppunt.engine.files.ReadOptions;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Audit;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.inventory.Imports.Import;
import org.knooppunt.inventory.Imports.State;
import org.knooppunt.inventory.Imports.TableChange;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class ImportTest extends PlatformTest {
    @Autowired
    Imports imports;

    @Autowired
    Streams streams;

    @Autowired
    Accounts accounts;

    @Autowired
    Audit audit;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    PlatformTransactionManager transactions;

    @TempDir
    Path folder;

    private final TestRegion region = new TestRegion();
    private Person coordinator;

    @BeforeEach
    void coordinator() {
        coordinator = accounts.create(
                UUID.randomUUID() + "@example.org", "Coordinator", null, Set.of(Role.COORDINATOR), Set.of());
    }

    @AfterEach
    void clean() {
        region.remove(jdbc);
    }

    private byte[] zip() throws IOException {
        Path written = region.write(folder.resolve(UUID.randomUUID().toString()));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes);
                var files = Files.list(written)) {
            for (Path file : files.sorted().toList()) {
                zip.putNextEntry(new ZipEntry(file.getFileName().toString()));
                zip.write(Files.readAllBytes(file));
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private long bring(byte[] file) throws IOException {
        return imports.add(coordinator, "region.zip", new ByteArrayInputStream(file));
    }

    /** Waits for the job, which runs on the scheduler's threads. */
    private Import settled(long id) {
        long end = System.nanoTime() + SECONDS.toNanos(90);
        Import found = imports.get(id);
        while (found.state().isBusy()) {
            assertThat(System.nanoTime()).as("import " + found).isLessThan(end);
            java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
            found = imports.get(id);
        }
        return found;
    }

    private Import stored(byte[] file) throws IOException {
        long id = bring(file);
        assertThat(settled(id).isAcceptable()).as(String.valueOf(imports.get(id))).isTrue();
        assertThat(imports.accept(coordinator, id)).isTrue();
        return settled(id);
    }

    private long offers() {
        return jdbc.sql("select count(*) from offer where key like ?")
                .param(region.word + "%")
                .query(Long.class)
                .single();
    }

    private static TableChange table(Import found, String table) {
        return found.preview().tables().stream()
                .filter(change -> change.table().equals(table))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void nothingIsStoredBeforeItIsAccepted() throws IOException {
        region.offer("1", "a", 10, "public", "Tyres");

        Import read = settled(bring(zip()));

        assertThat(read.state()).isEqualTo(State.READ);
        assertThat(table(read, "offer").added()).isEqualTo(1);
        assertThat(read.preview().streams()).isEqualTo(1);
        assertThat(offers()).isZero();
    }

    @Test
    void aSecondImportOfTheSameFileChangesNothing() throws IOException {
        region.offer("1", "a", 10, "public", "Tyres").offer("2", "b", 0.1, "members", "Tab\there, \"quotes\" and \\");
        region.need("3", "b", 20, "coordinator", "Granulate");
        byte[] file = zip();
        assertThat(stored(file).state()).isEqualTo(State.STORED);
        var before = jdbc.sql("select key, version, updated_at from offer where key like ? order by key")
                .param(region.word + "%")
                .query()
                .listOfRows();
        long events = jdbc.sql("select count(*) from audit_event where action = 'imported'")
                .query(Long.class)
                .single();

        Import again = settled(bring(file));

        assertThat(again.preview().changes()).isZero();
        assertThat(again.isAcceptable()).isFalse();
        assertThat(table(again, "offer").unchanged()).isEqualTo(2);
        // even when somebody insists
        assertThat(imports.accept(coordinator, again.id())).isTrue();
        assertThat(settled(again.id()).state()).isEqualTo(State.STORED);
        assertThat(jdbc.sql("select key, version, updated_at from offer where key like ? order by key")
                        .param(region.word + "%")
                        .query()
                        .listOfRows())
                .isEqualTo(before);
        assertThat(jdbc.sql("select count(*) from audit_event where action = 'imported'")
                        .query(Long.class)
                        .single())
                .isEqualTo(events);
    }

    @Test
    void changedRowsAreToldByFieldAndKeptInTheHistory() throws IOException {
        region.offer("1", "a", 10, "public", "Tyres").offer("2", "a", 10, "public", "Belts");
        stored(zip());
        region.offers.clear();
        region.offer("1", "a", 12, "public", "Tyres").offer("2", "a", 10, "public", "Belts");

        Import found = stored(zip());

        TableChange change = table(found, "offer");
        assertThat(change.added()).isZero();
        assertThat(change.changed()).isEqualTo(1);
        assertThat(change.unchanged()).isEqualTo(1);
        assertThat(change.fields()).containsOnlyKeys("quantity");
        assertThat(audit.list("offer", region.key("1"))).singleElement().satisfies(event -> {
            assertThat(event.action()).isEqualTo("imported");
            assertThat(event.actor()).isEqualTo("Coordinator");
            assertThat(event.detail()).contains("\"quantity\": [10, 12]");
        });
        assertThat(audit.list("offer", region.key("2"))).isEmpty();
        Stream stored = streams.find(Side.OFFER, region.key("1"), coordinator).orElseThrow();
        assertThat(stored.quantity()).isEqualTo(12);
        assertThat(stored.version()).isEqualTo(1);
        assertThat(audit.find(stored.born()).orElseThrow().thing()).isEqualTo("inventory");
    }

    @Test
    void aFaultStoresNothingAndIsToldByItsCell() throws IOException {
        region.offer("1", "a", 10, "public", "Tyres");
        region.offer("2", "a", -3, "public", "Belts");
        region.offers.add(region.word + "-3," + region.word + "-nowhere," + region.resourceClass + ",1,5,,x,public");

        Import found = settled(bring(zip()));

        assertThat(found.state()).isEqualTo(State.READ);
        assertThat(found.faultCount()).isEqualTo(2);
        assertThat(found.isAcceptable()).isFalse();
        assertThat(imports.accept(coordinator, found.id())).isFalse();
        List<Fault> faults = imports.faults(found.id(), 1, 50).rows();
        assertThat(faults).extracting(Fault::code).contains(FaultKind.NEGATIVE);
        assertThat(faults.getFirst().row()).isEqualTo(3);
        assertThat(faults.getFirst().column()).isEqualTo("quantity");
        assertThat(offers()).isZero();
        ByteArrayOutputStream workbook = new ByteArrayOutputStream();
        imports.writeFaults(
                found.id(), fault -> "mend this", List.of("file", "row", "column", "value", "fault"), workbook);
        Path marked = Files.write(folder.resolve("marked.xlsx"), workbook.toByteArray());
        InventoryDraft again = InventoryReader.read(marked, ReadOptions.WHOLE);
        assertThat(again.faults()).extracting(Fault::code).isEqualTo(faults.stream().map(Fault::code).toList());
    }

    @Test
    void whatIsNoInventoryIsToldAsAFault() throws IOException {
        Import found = settled(imports.add(
                coordinator, "../../etc/holiday.jpg", new ByteArrayInputStream(new byte[] {1, 2, 3, 0, 5})));

        assertThat(found.state()).isEqualTo(State.READ);
        assertThat(found.faultCount()).isPositive();
    }

    @Test
    void cancelledBeforeItBeginsItStoresNothing() throws IOException {
        region.offer("1", "a", 10, "public", "Tyres");
        long id = bring(zip());
        settled(id);
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            imports.accept(coordinator, id);
            imports.cancel(coordinator, id);
        });

        assertThat(settled(id).state()).isEqualTo(State.CANCELLED);
        assertThat(offers()).isZero();
        assertThat(imports.readAgain(coordinator, id)).isTrue();
        assertThat(settled(id).isAcceptable()).isTrue();
    }

    @Test
    void cancelledInTheMidstOfStoringItUndoesAll() throws Exception {
        region.offer("1", "a", 10, "public", "Tyres");
        region.need("2", "a", 10, "public", "Granulate");
        long id = bring(zip());
        settled(id);
        CountDownLatch locked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        // somebody else's transaction adds the same need, so storing waits at it with the offer written
        Thread other = Thread.ofVirtual().start(() -> new TransactionTemplate(transactions).executeWithoutResult(status -> {
            jdbc.sql("lock table need in exclusive mode").update();
            locked.countDown();
            await(release);
            status.setRollbackOnly();
        }));
        try {
            await(locked);
            imports.accept(coordinator, id);
            long end = System.nanoTime() + SECONDS.toNanos(60);
            while (waiting() == 0) {
                assertThat(System.nanoTime()).as("storing came to the lock").isLessThan(end);
                java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
            }
            imports.cancel(coordinator, id);

            assertThat(settled(id).state()).isEqualTo(State.CANCELLED);
            assertThat(offers()).isZero();
        } finally {
            release.countDown();
            other.join();
        }
    }

    private long waiting() {
        return jdbc.sql("select count(*) from pg_locks where not granted and relation = 'need'::regclass")
                .query(Long.class)
                .single();
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(60, SECONDS)) {
                throw new AssertionError("waited too long");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Test
    void twoImportsAtOnceBothEndAndAgree() throws IOException {
        region.offer("1", "a", 10, "public", "Tyres");
        byte[] first = zip();
        region.offers.clear();
        region.offer("1", "a", 20, "public", "Tyres");
        byte[] second = zip();
        long one = bring(first);
        long two = bring(second);
        settled(one);
        settled(two);

        imports.accept(coordinator, one);
        imports.accept(coordinator, two);

        assertThat(settled(one).state()).isEqualTo(State.STORED);
        assertThat(settled(two).state()).isEqualTo(State.STORED);
        Stream stored = streams.find(Side.OFFER, region.key("1"), coordinator).orElseThrow();
        assertThat(stored.quantity()).isIn(10.0, 20.0);
        assertThat(offers()).isEqualTo(1);
        assertThat(stored.version()).isEqualTo(1);
    }

    @Test
    void anImportOfWhatWasDeletedBringsItBack() throws IOException {
        region.offer("1", "a", 10, "public", "Tyres");
        stored(zip());
        streams.delete(coordinator, Side.OFFER, region.key("1"), 0);
        assertThat(streams.find(Side.OFFER, region.key("1"), coordinator)).isEmpty();

        Import found = stored(zip());

        assertThat(table(found, "offer").changed()).isEqualTo(1);
        assertThat(streams.find(Side.OFFER, region.key("1"), coordinator)).isPresent();
    }

    @Test
    void onlyACoordinatorImports() {
        Person member = new Person(
                coordinator.id(), "m@example.org", "Member", null, "nl", true, Set.of(Role.MEMBER), Set.of());

        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> imports.add(member, "x.zip", new ByteArrayInputStream(new byte[0])))
                .isInstanceOf(org.springframework.security.access.AccessDeniedException.class);
    }

    @Test
    void aFileThrownAwayIsGone() throws IOException {
        region.offer("1", "a", 10, "public", "Tyres");
        long id = bring(zip());
        settled(id);

        assertThat(imports.throwAway(coordinator, id)).isTrue();

        assertThat(imports.find(id)).isEmpty();
        assertThat(jdbc.sql("select count(*) from inventory_import_piece where import_id = ?")
                        .param(id)
                        .query(Long.class)
                        .single())
                .isZero();
    }
}
