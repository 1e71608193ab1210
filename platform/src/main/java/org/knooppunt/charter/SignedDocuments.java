package org.knooppunt.charter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Person;
import org.knooppunt.web.Missing;
import org.knooppunt.web.Printer;
import org.springframework.stereotype.Service;

/**
 * A version with its signatures as a PDF file under the seal of this installation. It is made when somebody asks for it and
 * is not kept: whoever has it can have it verified.
 */
@Service
public class SignedDocuments {
    private final Charters charters;
    private final Signing signing;
    private final Seals seals;
    private final Printer printer;

    SignedDocuments(Charters charters, Signing signing, Seals seals, Printer printer) {
        this.charters = charters;
        this.signing = signing;
        this.seals = seals;
        this.printer = printer;
    }

    /**
     * The file, with the signatures of which this person may see who gave them.
     *
     * @param only one of them; absent means all
     * @throws Missing when there are none
     */
    public byte[] write(long text, int number, @Nullable Long only, @Nullable Person person, Locale language) {
        Version version = charters.version(text, number, person);
        List<Signature> signatures = signing.of(text, number, person).stream()
                .filter(signature -> !signature.signer().isEmpty())
                .filter(signature -> only == null || signature.id() == only)
                .toList();
        String hash = version.hash();
        if (signatures.isEmpty() || hash == null) {
            throw new Missing("signatures of version " + number + " of text " + text + " for this person");
        }
        Sealed sealed = new Sealed(
                text,
                number,
                version.title(),
                hash,
                signatures.stream()
                        .map(each ->
                                new Sealed.Signer(each.id(), each.organisationName(), each.signer(), each.signedAt()))
                        .toList());
        return seals.seal(print(version, signatures, language), sealed);
    }

    private byte[] print(Version version, List<Signature> signatures, Locale language) {
        try {
            return printer.pdf(
                    "charter/document",
                    Map.of(
                            "version",
                            version,
                            "signatures",
                            signatures,
                            "fingerprint",
                            seals.fingerprint(),
                            "now",
                            Instant.now()),
                    language);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
