package org.knooppunt.charter;

import java.time.Instant;
import java.util.List;

/**
 * What a sealed document says of itself, in its own data: it is under the seal like the pages.
 *
 * @param text number of the text in this installation
 * @param hash of the text as it was signed
 */
public record Sealed(long text, int version, String title, String hash, List<Signer> signers) {
    public Sealed {
        signers = List.copyOf(signers);
    }

    /** One signature in the document. */
    public record Signer(long signature, String organisation, String signer, Instant at) {}
}
