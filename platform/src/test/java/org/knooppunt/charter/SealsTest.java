package org.knooppunt.charter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.europa.esig.dss.token.Pkcs12SignatureToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore.PasswordProtection;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.knooppunt.KnooppuntProperties;
import org.knooppunt.charter.Verdict.Finding;
import org.knooppunt.charter.internal.SealKeys;
import org.knooppunt.identity.Person;
import org.knooppunt.web.Missing;
import org.springframework.beans.factory.annotation.Autowired;

class SealsTest extends CharterRoom {
    private static final Locale DUTCH = Locale.of("nl");

    @Autowired
    KnooppuntProperties properties;

    private static byte[] blank() throws IOException {
        try (PDDocument document = new PDDocument()) {
            document.addPage(new PDPage());
            ByteArrayOutputStream pdf = new ByteArrayOutputStream();
            document.save(pdf);
            return pdf.toByteArray();
        }
    }

    private static int find(byte[] in, String what, int from) {
        byte[] sought = what.getBytes(StandardCharsets.ISO_8859_1);
        for (int at = from; at <= in.length - sought.length; at++) {
            int same = 0;
            while (same < sought.length && in[at + same] == sought[same]) {
                same++;
            }
            if (same == sought.length) {
                return at;
            }
        }
        throw new AssertionError("no " + what);
    }

    private Sealed sealed(long id, String hash) {
        return new Sealed(id, 1, "Titel", hash, List.of(new Sealed.Signer(1, "A", "An", Instant.EPOCH)));
    }

    private byte[] signedDocument(long id) {
        sign(id, 1, "rubberhof", member("rubberhof"));
        return documents.write(id, 1, null, coordinator, DUTCH);
    }

    @Test
    void anUntouchedDocumentIsFoundIntactAndTellsTextVersionAndSigners() throws IOException {
        long id = published(TextKind.CHARTER);

        byte[] pdf = signedDocument(id);

        Verdict verdict = seals.verify(pdf);
        assertThat(verdict.finding()).as(verdict.toString()).isEqualTo(Finding.INTACT);
        assertThat(verdict.technical()).isEqualTo("TOTAL_PASSED");
        assertThat(verdict.fingerprint()).isEqualTo(seals.fingerprint());
        assertThat(verdict.sealedAt())
                .isBetween(Instant.now().minusSeconds(300), Instant.now().plusSeconds(60));
        Sealed said = verdict.sealed();
        assertThat(said.text()).isEqualTo(id);
        assertThat(said.hash()).isEqualTo(hash(id));
        assertThat(said.signers()).extracting(Sealed.Signer::organisation).containsExactly("Rubberhof Voorbeeld");
        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(new PDFTextStripper().getText(document).replaceAll("\\s+", " "))
                    .contains("We doen dit samen.", "Rubberhof Voorbeeld", "zaakvoerder", hash(id));
        }
    }

    @Test
    void oneChangedByteInTheContentIsFound() {
        byte[] pdf = signedDocument(published(TextKind.CHARTER));
        byte[] changed = pdf.clone();
        // in the middle of what a page says, which is packed
        int at = find(changed, "stream", find(changed, "/FlateDecode", 0)) + 20;
        changed[at] ^= 1;

        Verdict verdict = seals.verify(changed);

        assertThat(verdict.finding()).isEqualTo(Finding.CHANGED);
        assertThat(verdict.sealed()).as("what it says counts for nothing").isNull();
        assertThat(verdict.sealedAt()).isNull();
    }

    @Test
    void aChangedByteAnywhereNeverPasses() {
        byte[] pdf = signedDocument(published(TextKind.CHARTER));
        // where the seal itself lies: its end is filled up with zeros that say nothing
        int begin = find(pdf, "/Contents <", 0);
        int end = find(pdf, ">", begin);
        for (int part = 1; part < 20; part++) {
            int at = pdf.length / 20 * part;
            if (at < begin || at > end) {
                byte[] changed = pdf.clone();
                changed[at] ^= 1;
                assertThat(seals.verify(changed).finding()).as("byte " + at).isNotEqualTo(Finding.INTACT);
            }
        }
    }

    @Test
    void whatIsAddedAfterTheSealIsReported() throws IOException {
        byte[] pdf = signedDocument(published(TextKind.CHARTER));
        ByteArrayOutputStream updated = new ByteArrayOutputStream();
        try (PDDocument document = Loader.loadPDF(pdf)) {
            document.getDocumentInformation().setCustomMetadataValue("Knooppunt", "{}");
            document.getDocumentInformation().getCOSObject().setNeedToBeUpdated(true);
            document.saveIncremental(updated);
        }
        assertThat(updated.size()).isGreaterThan(pdf.length);

        Verdict verdict = seals.verify(updated.toByteArray());

        assertThat(verdict.finding()).isEqualTo(Finding.EXTENDED);
        assertThat(verdict.sealed()).as("the sealed part still speaks").isNotNull();
    }

    @Test
    void evenALineAfterTheEndIsReported() {
        byte[] pdf = signedDocument(published(TextKind.CHARTER));
        byte[] longer = java.util.Arrays.copyOf(pdf, pdf.length + 8);
        System.arraycopy("\n% meer\n".getBytes(StandardCharsets.US_ASCII), 0, longer, pdf.length, 8);

        assertThat(seals.verify(longer).finding()).isEqualTo(Finding.EXTENDED);
    }

    @Test
    void aSealOfAnotherKeyIsThatOfAnUnknownSealerWhateverItsName() throws IOException {
        long id = published(TextKind.CHARTER);
        byte[] pdf = seals.say(blank(), sealed(id, hash(id)));
        byte[] foreign;
        try (Pkcs12SignatureToken token = new Pkcs12SignatureToken(
                SealKeys.make("CN=Knooppunt, OU=Seal of this installation"),
                new PasswordProtection(SealKeys.ownPassword()))) {
            foreign = Seals.seal(pdf, token, token.getKeys().getFirst());
        }

        Verdict verdict = seals.verify(foreign);

        assertThat(verdict.finding()).isEqualTo(Finding.UNKNOWN_SEALER);
        assertThat(verdict.sealed()).as("it is not believed").isNull();
        assertThat(verdict.fingerprint()).isNotEqualTo(seals.fingerprint()).hasSize(64);
    }

    @Test
    void aTextThatIsNotKeptUnderThatHashIsReported() throws IOException {
        long id = published(TextKind.CHARTER);

        assertThat(seals.verify(seals.seal(blank(), sealed(id, hash(id)))).finding())
                .isEqualTo(Finding.INTACT);
        assertThat(seals.verify(seals.seal(blank(), sealed(id, "0".repeat(64)))).finding())
                .isEqualTo(Finding.TEXT_DIFFERS);
        assertThat(seals.verify(seals.seal(blank(), sealed(Long.MAX_VALUE, hash(id))))
                        .finding())
                .as("a text that is not here at all")
                .isEqualTo(Finding.TEXT_DIFFERS);
    }

    @Test
    void aWithdrawalAndANewerVersionSinceAreTold() {
        long id = published(TextKind.CHARTER);
        Person person = member("rubberhof");
        long signature = signed(sign(id, 1, "rubberhof", person));
        byte[] pdf = documents.write(id, 1, signature, person, DUTCH);
        signing.withdraw(signature, Charters.today(), "We stoppen.", person);
        charters.revise(id, lock(id), coordinator);
        charters.publish(id, lock(id), coordinator);

        Verdict verdict = seals.verify(pdf);

        assertThat(verdict.finding()).isEqualTo(Finding.INTACT);
        assertThat(verdict.withdrawn()).containsExactly("Rubberhof Voorbeeld");
        assertThat(verdict.newer()).isTrue();
    }

    @Test
    void whatHasNoSealOrIsNoPdfIsToldApart() throws IOException {
        assertThat(seals.verify(blank()).finding()).isEqualTo(Finding.NO_SEAL);
        assertThat(seals.verify("geen pdf".getBytes(StandardCharsets.UTF_8)).finding())
                .isEqualTo(Finding.UNREADABLE);
        assertThat(seals.verify(new byte[0]).finding()).isEqualTo(Finding.UNREADABLE);
        assertThat(seals.verify("%PDF-1.7 en dan niets".getBytes(StandardCharsets.UTF_8))
                        .finding())
                .isIn(Finding.UNREADABLE, Finding.NO_SEAL);
    }

    @Test
    void theDocumentIsForWhoMayKnowWhoSigned() {
        long id = published(TextKind.CHARTER);
        long signature = signed(sign(id, 1, "rubberhof", member("rubberhof")));
        sign(id, 1, "speelvloer", member("speelvloer"));

        assertThat(seals.verify(documents.write(id, 1, null, member("rubberhof"), DUTCH))
                        .sealed()
                        .signers())
                .as("its own signature only")
                .extracting(Sealed.Signer::organisation)
                .containsExactly("Rubberhof Voorbeeld");
        assertThatThrownBy(() -> documents.write(id, 1, null, null, DUTCH)).isInstanceOf(Missing.class);
        assertThatThrownBy(() -> documents.write(id, 1, signature, member("speelvloer"), DUTCH))
                .isInstanceOf(Missing.class);
    }

    @Test
    void theKeyIsForItsOwnerOnly() throws IOException {
        Path folder = properties.home().resolve("seal");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("seal.p12"))))
                .isEqualTo("rw-------");
        assertThat(folder).isDirectoryNotContaining("glob:**.new");
    }
}
