package org.knooppunt.engine.files;

import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * A zip whose parts are checked before they are read: that it is whole, that it does not unpack to more than an
 * inventory can be, and that every part is what the zip says it is. Nothing is ever written to disk, so the paths in it
 * cannot harm. The library is the one the workbook reader reads with: what was checked is what is read.
 */
final class ZipSource implements Closeable {
    private static final long SMALL = 32L << 20;
    private static final int LOCAL_HEADER = 0x04034b50;

    private final Path path;
    private final String name;
    private final ZipFile zip;
    private final ReadOptions.Limits limits;
    private long unpacked;

    private ZipSource(Path path, String name, ZipFile zip, ReadOptions.Limits limits) {
        this.path = path;
        this.name = name;
        this.zip = zip;
        this.limits = limits;
    }

    /** A part or the whole is not fit to be read. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Fault fault;

        Refused(String file, FaultKind kind, String... arguments) {
            super(kind.name());
            this.fault = new Fault(file, 0, "", "", kind, List.of(arguments));
        }

        Fault fault() {
            return fault;
        }
    }

    /** Looks at a part while it is being checked. */
    interface Inspector {
        void inspect(InputStream content) throws IOException, Refused;
    }

    static ZipSource open(Path path, String name, ReadOptions.Limits limits) throws Refused {
        ZipFile zip;
        try {
            zip = ZipFile.builder().setPath(path).get();
        } catch (IOException | RuntimeException e) {
            throw new Refused(name, FaultKind.DAMAGED);
        }
        ZipSource source = new ZipSource(path, name, zip, limits);
        try {
            source.checkDirectory();
            return source;
        } catch (IOException | RuntimeException e) {
            source.closeQuietly();
            throw new Refused(name, FaultKind.DAMAGED);
        } catch (Refused e) {
            source.closeQuietly();
            throw e;
        }
    }

    List<ZipArchiveEntry> entries() {
        return Collections.list(zip.getEntries());
    }

    InputStream read(ZipArchiveEntry entry) throws IOException {
        return zip.getInputStream(entry);
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    void closeQuietly() {
        try {
            zip.close();
        } catch (IOException e) {
            // nothing was written, so nothing is lost
        }
    }

    Refused bomb() {
        return new Refused(
                name,
                FaultKind.ZIP_BOMB,
                Integer.toString(limits.entries()),
                Long.toString(limits.unpackedBytes() >> 20),
                Integer.toString(limits.packedRatio()));
    }

    /**
     * Compares what three places say the zip holds: its directory read by two libraries, and the header before each
     * part. A zip with one bit turned in a name or a count is refused, not read in part.
     */
    private void checkDirectory() throws IOException, Refused {
        List<ZipArchiveEntry> entries = entries();
        if (entries.size() > limits.entries()) {
            throw bomb();
        }
        Set<String> names = new HashSet<>();
        List<String> contents = new ArrayList<>();
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            for (ZipArchiveEntry entry : entries) {
                contents.add(entry.getCrc() + " " + entry.getSize());
                if (!names.add(entry.getName().toLowerCase(Locale.ROOT)) || !hasSameNameBefore(file, entry)) {
                    throw new Refused(name, FaultKind.DAMAGED);
                }
            }
        }
        // names are not compared: in which alphabet old ones are written is anybody's guess
        try (java.util.zip.ZipFile again = new java.util.zip.ZipFile(path.toFile(), StandardCharsets.ISO_8859_1)) {
            List<String> others = again.stream()
                    .map(e -> e.getCrc() + " " + e.getSize())
                    .sorted()
                    .toList();
            if (!others.equals(contents.stream().sorted().toList())) {
                throw new Refused(name, FaultKind.DAMAGED);
            }
        }
    }

    private static boolean hasSameNameBefore(RandomAccessFile file, ZipArchiveEntry entry) throws IOException {
        file.seek(entry.getLocalHeaderOffset());
        byte[] header = new byte[30];
        file.readFully(header);
        int signature = header[0] & 0xff | (header[1] & 0xff) << 8 | (header[2] & 0xff) << 16 | header[3] << 24;
        byte[] name = new byte[header[26] & 0xff | (header[27] & 0xff) << 8];
        file.readFully(name);
        return signature == LOCAL_HEADER && Arrays.equals(name, entry.getRawName());
    }

    /** Unpacks a part to nowhere, and refuses it when it is damaged, locked or far too large. */
    void check(ZipArchiveEntry entry, Watch watch, Inspector inspector) throws Refused {
        if (!zip.canReadEntryData(entry)) {
            throw new Refused(entry.getName(), FaultKind.LOCKED);
        }
        try (Counted content = new Counted(zip.getInputStream(entry), entry, watch)) {
            inspector.inspect(content);
            content.drain();
            if (entry.getCrc() >= 0 && content.crc.getValue() != entry.getCrc()
                    || entry.getSize() >= 0 && content.size != entry.getSize()) {
                throw new Refused(entry.getName(), FaultKind.DAMAGED);
            }
        } catch (TooMuch e) {
            throw bomb();
        } catch (IOException e) {
            throw new Refused(entry.getName(), FaultKind.DAMAGED);
        } catch (java.util.concurrent.CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new Refused(entry.getName(), FaultKind.DAMAGED);
        }
    }

    private static final class TooMuch extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** Counts what comes out while it is read. */
    private final class Counted extends FilterInputStream {
        private final CRC32 crc = new CRC32();
        private final long packed;
        private final Watch watch;
        private long size;

        Counted(InputStream in, ZipArchiveEntry entry, Watch watch) {
            super(in);
            this.packed = Math.max(1, entry.getCompressedSize());
            this.watch = watch;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            watch.check();
            int read = in.read(bytes, offset, length);
            if (read > 0) {
                crc.update(bytes, offset, read);
                size += read;
                unpacked += read;
                if (unpacked > limits.unpackedBytes() || size > SMALL && size / packed > limits.packedRatio()) {
                    throw new TooMuch();
                }
            }
            return read;
        }

        void drain() throws IOException {
            byte[] buffer = new byte[1 << 16];
            int read = 0;
            while (read >= 0) {
                read = read(buffer, 0, buffer.length);
            }
        }
    }

    /** The entries with a table, or what else to tell of them, for a zip of CSV files. */
    List<TableSource> csvTables(FaultList faults, Watch watch) throws Refused {
        List<TableSource> tables = new ArrayList<>();
        for (ZipArchiveEntry entry : entries()) {
            String path = entry.getName().replace('\\', '/');
            String file = path.substring(path.lastIndexOf('/') + 1);
            if (entry.isDirectory() || file.startsWith(".") || path.startsWith("__MACOSX/")) {
                continue;
            }
            boolean near =
                    path.indexOf('/') == path.lastIndexOf('/') && !path.startsWith("/") && !path.startsWith("..");
            Table table = near && Source.isCsv(file) ? Table.find(file).orElse(null) : null;
            if (table == null) {
                faults.remark(path, "", RemarkKind.UNKNOWN_TABLE);
            } else if (entry.isUnixSymlink()) {
                throw new Refused(file, FaultKind.SYMBOLIC_LINK);
            } else {
                check(entry, watch, content -> {});
                tables.add(new CsvSource(file, table, () -> read(entry), limits.unpackedBytes()));
            }
        }
        return tables;
    }
}
