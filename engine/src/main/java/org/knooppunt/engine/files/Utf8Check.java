package org.knooppunt.engine.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Goes through a file to see whether it is UTF-8 throughout, and how it ends. */
final class Utf8Check {
    private static final int SNIFFED = 512;

    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final ByteBuffer in = ByteBuffer.allocate(1 << 16);
    private final CharBuffer out = CharBuffer.allocate(1 << 16);
    private @Nullable String encoding;
    private int line = 1;
    private char last = '\n';
    private long total;
    private boolean visible;
    private boolean tooLarge;

    void read(InputStream stream, long most, Watch watch) throws IOException {
        boolean first = true;
        while (true) {
            watch.check();
            int room = in.remaining();
            int read = stream.readNBytes(in.array(), in.position(), room);
            total += read;
            if (total > most) {
                tooLarge = true;
                return;
            }
            in.position(in.position() + read);
            in.flip();
            if (first && isUtf16(in)) {
                encoding = "UTF-16";
                return;
            }
            first = false;
            boolean end = read < room;
            CoderResult result = decoder.decode(in, out, end);
            count();
            if (result.isError()) {
                encoding = "Windows-1252";
                return;
            }
            in.compact();
            if (end && !result.isOverflow()) {
                return;
            }
        }
    }

    private void count() {
        out.flip();
        while (out.hasRemaining()) {
            char c = out.get();
            if (c == '\n' ? last != '\r' : c == '\r') {
                line++;
            }
            visible |= c > ' ' && c != '\ufeff';
            last = c;
        }
        out.clear();
    }

    private static boolean isUtf16(ByteBuffer start) {
        if (start.remaining() >= 2) {
            int mark = (start.get(0) & 0xff) << 8 | start.get(1) & 0xff;
            if (mark == 0xfffe || mark == 0xfeff) {
                return true;
            }
        }
        int zeros = 0;
        int seen = Math.min(SNIFFED, start.remaining());
        for (int i = 0; i < seen; i++) {
            zeros += start.get(i) == 0 ? 1 : 0;
        }
        return zeros * 4 >= seen && zeros > 0;
    }

    /** What it is instead of UTF-8; null when it is UTF-8. */
    @Nullable
    String encoding() {
        return encoding;
    }

    /** The line that is not UTF-8. */
    int line() {
        return line;
    }

    boolean isEmpty() {
        return !visible && encoding == null;
    }

    boolean isTooLarge() {
        return tooLarge;
    }

    boolean endsWithLineBreak() {
        return last == '\n' || last == '\r';
    }
}
