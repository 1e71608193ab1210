package org.knooppunt.charter;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * That an organisation signed a version, as the reader may see it.
 *
 * @param signer who signed for it; empty for who may not know
 * @param capacity as what
 * @param hash of the exact text that was signed
 * @param own whether the reader acts for this organisation
 * @param commitments those the reader may see
 */
public record Signature(
        long id,
        long text,
        int version,
        String title,
        String organisation,
        String organisationName,
        String signer,
        String capacity,
        String hash,
        Instant signedAt,
        boolean showName,
        boolean showCommitments,
        @Nullable Withdrawal withdrawal,
        boolean own,
        List<Commitment> commitments) {
    public Signature {
        commitments = List.copyOf(commitments);
    }

    /**
     * That it does not count any more.
     *
     * @param reason empty for who may not know
     */
    public record Withdrawal(LocalDate day, String reason) {}

    Signature with(List<Commitment> found) {
        return new Signature(
                id,
                text,
                version,
                title,
                organisation,
                organisationName,
                signer,
                capacity,
                hash,
                signedAt,
                showName,
                showCommitments,
                withdrawal,
                own,
                found);
    }
}
