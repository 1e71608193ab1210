package org.knooppunt.engine.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knooppunt.engine.inventory.Inventory;

/** Damaged files: always faults or the whole inventory, never an exception, never a part of it as if it were all. */
class ReadingFuzzTest {
    private static final int MUTATIONS = 300;

    @TempDir
    Path temp;

    private Inventory whole = Inventory.EMPTY;

    @BeforeEach
    void readWhole() throws Exception {
        whole = InventoryReader.read(InventoryFolder.sound().writeTo(temp.resolve("whole")), ReadOptions.WHOLE)
                .toInventory();
    }

    private InventoryDraft readSafely(Path path, String what) {
        InventoryDraft[] draft = new InventoryDraft[1];
        assertThatCode(() -> draft[0] = InventoryReader.read(path, ReadOptions.WHOLE))
                .as(what)
                .doesNotThrowAnyException();
        assertThat(draft[0].isClean()).as(what).isEqualTo(draft[0].faults().isEmpty());
        for (Fault fault : draft[0].faults()) {
            assertThat(fault.text()).as(what).doesNotContain("\n", "Exception", "java.");
        }
        return draft[0];
    }

    private void assertFaultsOrWhole(InventoryDraft draft, String what) {
        if (draft.isClean()) {
            assertThat(RoundTripTest.everything(draft.toInventory()))
                    .as(what)
                    .isEqualTo(RoundTripTest.everything(whole));
        }
    }

    private void mutateAndRead(byte[] sound, String name) throws Exception {
        for (long seed = 1; seed <= MUTATIONS; seed++) {
            Random random = new Random(seed);
            byte[] bytes = sound.clone();
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            String what = name + " seed " + seed;
            assertFaultsOrWhole(readSafely(Files.write(temp.resolve(name), bytes), what), what);
        }
    }

    private byte[] workbook() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        InventoryWriter.writeWorkbook(whole, out);
        return out.toByteArray();
    }

    @Test
    void turnedBitsInAZip() throws Exception {
        mutateAndRead(TestZip.of(InventoryFolder.sound(), "").bytes(), "in.zip");
    }

    @Test
    void turnedBitsInAWorkbook() throws Exception {
        mutateAndRead(workbook(), "in.xlsx");
    }

    @Test
    void aWorkbookCutOffAnywhere() throws Exception {
        byte[] sound = workbook();
        for (int length = 0; length < sound.length; length += 31) {
            InventoryDraft draft =
                    readSafely(Files.write(temp.resolve("cut.xlsx"), Arrays.copyOf(sound, length)), "cut at " + length);
            assertThat(draft.faultCount()).as("cut at " + length).isEqualTo(1);
        }
    }

    /** The parts of a workbook turned within a sound zip, so that the parsers of XML meet the damage. */
    @Test
    void turnedBytesInThePartsOfAWorkbook() throws Exception {
        byte[] sound = workbook();
        Path file = Files.write(temp.resolve("sound.xlsx"), sound);
        for (long seed = 1; seed <= MUTATIONS; seed++) {
            Random random = new Random(seed);
            TestZip zip = new TestZip();
            try (java.util.zip.ZipFile parts = new java.util.zip.ZipFile(file.toFile())) {
                List<? extends java.util.zip.ZipEntry> entries = parts.stream().toList();
                int chosen = random.nextInt(entries.size());
                for (int i = 0; i < entries.size(); i++) {
                    byte[] bytes = parts.getInputStream(entries.get(i)).readAllBytes();
                    if (i == chosen) {
                        bytes = turned(bytes, random);
                    }
                    zip.with(entries.get(i).getName(), bytes);
                }
            }
            readSafely(zip.writeTo(temp.resolve("parts.xlsx")), "parts seed " + seed);
        }
    }

    private static byte[] turned(byte[] bytes, Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> Arrays.copyOf(bytes, random.nextInt(bytes.length));
            case 1 -> {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                yield bytes;
            }
            default -> {
                int from = random.nextInt(bytes.length);
                int to = Math.min(bytes.length, from + random.nextInt(40));
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                out.write(bytes, 0, from);
                out.write(bytes, to, bytes.length - to);
                yield out.toByteArray();
            }
        };
    }

    @Test
    void turnedBytesInCsvFiles() throws Exception {
        for (long seed = 1; seed <= MUTATIONS; seed++) {
            Random random = new Random(seed);
            InventoryFolder folder = InventoryFolder.sound();
            Path path = folder.writeTo(temp.resolve("turned"));
            List<String> names = List.copyOf(folder.files().keySet());
            Path file = path.resolve(names.get(random.nextInt(names.size())));
            Files.write(file, turned(Files.readAllBytes(file), random));
            readSafely(path, "csv seed " + seed);
        }
    }

    @Test
    void aCsvFileCutOffAnywhereIsAFaultOrToldOrEndsWithARow() throws Exception {
        Path folder = InventoryFolder.sound().writeTo(temp.resolve("cut"));
        for (String name : InventoryFolder.sound().files().keySet()) {
            byte[] sound = Files.readAllBytes(folder.resolve(name));
            for (int length = 0; length < sound.length; length++) {
                byte[] cut = Arrays.copyOf(sound, length);
                Files.write(folder.resolve(name), cut);
                InventoryDraft draft = readSafely(folder, name + " cut at " + length);
                boolean endsWithARow = length > 0 && cut[length - 1] == '\n';
                assertThat(!draft.isClean()
                                || endsWithARow
                                || draft.remarks().stream()
                                        .anyMatch(remark -> remark.code() == RemarkKind.NO_FINAL_LINE_BREAK
                                                && remark.file().equals(name)))
                        .as(name + " cut at " + length)
                        .isTrue();
            }
            Files.write(folder.resolve(name), sound);
        }
    }

    @Test
    void aCsvCellOfTenMillionCharactersIsAFaultOfItsCell() throws Exception {
        Path folder = InventoryFolder.sound()
                .changed("offers.csv", "Old tyres", "x".repeat(10_000_000))
                .writeTo(temp.resolve("long"));

        assertThat(readSafely(folder, "long").faults())
                .extracting(Fault::place)
                .containsExactly("offers.csv:2:description");
    }

    @Test
    void aCsvCellBeyondAnyMeasureIsAFaultOfItsRow() throws Exception {
        Path folder = InventoryFolder.sound()
                .changed("offers.csv", "Old tyres", "\"" + "x\n".repeat(12_000_000))
                .writeTo(temp.resolve("long"));

        assertThat(InventoryFolder.kinds(readSafely(folder, "long"))).containsExactly(FaultKind.BROKEN_ROW);
    }

    @Test
    void noiseIsOneFault() throws Exception {
        for (long seed = 1; seed <= 50; seed++) {
            byte[] noise = new byte[2_000];
            new Random(seed).nextBytes(noise);
            Path file = Files.write(temp.resolve("offers.csv"), noise);
            assertThat(readSafely(file, "noise seed " + seed).isClean())
                    .as("seed " + seed)
                    .isFalse();
            byte[] packed = noise.clone();
            System.arraycopy("PK\3\4".getBytes(StandardCharsets.ISO_8859_1), 0, packed, 0, 4);
            assertThat(InventoryFolder.kinds(
                            readSafely(Files.write(temp.resolve("noise.zip"), packed), "zip noise seed " + seed)))
                    .containsExactly(FaultKind.DAMAGED);
        }
    }
}
