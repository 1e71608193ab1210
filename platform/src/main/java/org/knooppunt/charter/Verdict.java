package org.knooppunt.charter;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.knooppunt.web.Coded;

/**
 * What can be said of a document that somebody sent.
 *
 * @param sealedAt by the clock of who sealed; absent without a seal that holds
 * @param sealer name in the certificate
 * @param fingerprint SHA-256 of the certificate
 * @param technical how DSS, the library of the European Commission, calls its finding
 * @param sealed what the document says of itself; only when the seal is this installation's and holds
 * @param withdrawn names of organisations that withdrew their signature since
 * @param newer whether the text has a newer version by now
 */
public record Verdict(
        Finding finding,
        @Nullable Instant sealedAt,
        String sealer,
        String fingerprint,
        String technical,
        @Nullable Sealed sealed,
        List<String> withdrawn,
        boolean newer) {
    public Verdict {
        withdrawn = List.copyOf(withdrawn);
    }

    static Verdict of(Finding finding) {
        return new Verdict(finding, null, "", "", "", null, List.of(), false);
    }

    /** In one word. */
    public enum Finding implements Coded {
        /** Sealed here, unchanged since, and the text is the one that is kept here. */
        INTACT,
        /** Sealed here, but the text it names is not kept here under that hash. */
        TEXT_DIFFERS,
        /** Sealed here and the sealed part holds, but something was added after it. */
        EXTENDED,
        /** It has a seal, and what is under it was changed. */
        CHANGED,
        /** A seal of somebody else. */
        UNKNOWN_SEALER,
        NO_SEAL,
        /** No PDF file, or one that cannot be opened. */
        UNREADABLE;

        public String tone() {
            return switch (this) {
                case INTACT -> "good";
                case NO_SEAL, UNKNOWN_SEALER, UNREADABLE -> "wait";
                default -> "stop";
            };
        }

        public String icon() {
            return switch (this) {
                case INTACT -> "circle-check";
                case NO_SEAL, UNREADABLE -> "file-unknown";
                case UNKNOWN_SEALER -> "help-circle";
                default -> "alert-triangle";
            };
        }
    }
}
