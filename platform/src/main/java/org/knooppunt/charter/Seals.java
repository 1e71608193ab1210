package org.knooppunt.charter;

import eu.europa.esig.dss.diagnostic.DiagnosticData;
import eu.europa.esig.dss.diagnostic.SignatureWrapper;
import eu.europa.esig.dss.diagnostic.jaxb.XmlDigestMatcher;
import eu.europa.esig.dss.enumerations.CertificationPermission;
import eu.europa.esig.dss.enumerations.DigestAlgorithm;
import eu.europa.esig.dss.enumerations.SignatureLevel;
import eu.europa.esig.dss.enumerations.SubIndication;
import eu.europa.esig.dss.model.DSSDocument;
import eu.europa.esig.dss.model.InMemoryDocument;
import eu.europa.esig.dss.model.SignatureValue;
import eu.europa.esig.dss.model.ToBeSigned;
import eu.europa.esig.dss.model.x509.CertificateToken;
import eu.europa.esig.dss.pades.PAdESSignatureParameters;
import eu.europa.esig.dss.pades.signature.PAdESService;
import eu.europa.esig.dss.pades.validation.ByteRange;
import eu.europa.esig.dss.pades.validation.PAdESSignature;
import eu.europa.esig.dss.pades.validation.PDFDocumentValidator;
import eu.europa.esig.dss.pdf.modifications.DefaultPdfDifferencesFinder;
import eu.europa.esig.dss.pdf.pdfbox.PdfBoxDefaultObjectFactory;
import eu.europa.esig.dss.simplereport.SimpleReport;
import eu.europa.esig.dss.spi.DSSUtils;
import eu.europa.esig.dss.spi.signature.AdvancedSignature;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.token.DSSPrivateKeyEntry;
import eu.europa.esig.dss.token.Pkcs12SignatureToken;
import eu.europa.esig.dss.validation.reports.Reports;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore.PasswordProtection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.jspecify.annotations.Nullable;
import org.knooppunt.charter.internal.CharterStore;
import org.knooppunt.charter.internal.SealKeys;
import org.knooppunt.charter.internal.SealStore;
import org.knooppunt.charter.internal.SigningStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The seal on documents of signed texts, PAdES-BASELINE-B by DSS of the European Commission, and its verification. The seal
 * is the installation's, not a person's: it proves that a document left here so and was not changed since.
 */
@Service
public class Seals {
    private static final Logger LOG = LoggerFactory.getLogger(Seals.class);
    private static final byte[] PDF = "%PDF-".getBytes(StandardCharsets.US_ASCII);

    /** Where a document says what it is about. */
    private static final String SAYS = "Knooppunt";

    /** What DSS would call changed pages is found by comparing bytes; drawing them only costs time. */
    private static final int PAGES_DRAWN = 0;

    private final SealKeys keys;
    private final SealStore seals;
    private final CharterStore texts;
    private final SigningStore signatures;
    private final JsonMapper json;

    Seals(SealKeys keys, SealStore seals, CharterStore texts, SigningStore signatures, JsonMapper json) {
        this.keys = keys;
        this.seals = seals;
        this.texts = texts;
        this.signatures = signatures;
        this.json = json;
    }

    /**
     * Makes the key at the first start; a key that does not open is told at once. From now on what its certificate sealed is
     * known as sealed here.
     */
    @EventListener(ApplicationStartedEvent.class)
    public void prepare() {
        keys.prepare();
        try (Pkcs12SignatureToken token = open(keys.key())) {
            CertificateToken certificate = entry(token).getCertificate();
            seals.know(fingerprint(certificate), certificate.getEncoded());
        }
    }

    /** SHA-256 of the certificate with which this installation seals now. */
    public String fingerprint() {
        try (Pkcs12SignatureToken token = open(keys.key())) {
            return fingerprint(entry(token).getCertificate());
        }
    }

    private static Pkcs12SignatureToken open(SealKeys.Key key) {
        return new Pkcs12SignatureToken(key.file(), new PasswordProtection(key.password()));
    }

    private static DSSPrivateKeyEntry entry(Pkcs12SignatureToken token) {
        List<DSSPrivateKeyEntry> entries = token.getKeys();
        if (entries.size() != 1) {
            throw new IllegalStateException("the file of the seal has " + entries.size() + " keys; expected one");
        }
        return entries.getFirst();
    }

    private static String fingerprint(CertificateToken certificate) {
        return HexFormat.of().formatHex(certificate.getDigest(DigestAlgorithm.SHA256));
    }

    // ---- seal

    /** Writes into a document what it is about and seals all of it. */
    byte[] seal(byte[] pdf, Sealed sealed) {
        try (Pkcs12SignatureToken token = open(keys.key())) {
            DSSPrivateKeyEntry entry = entry(token);
            return seal(say(pdf, sealed), token, entry);
        }
    }

    /** With any key. */
    static byte[] seal(byte[] pdf, Pkcs12SignatureToken token, DSSPrivateKeyEntry entry) {
        PAdESSignatureParameters parameters = new PAdESSignatureParameters();
        parameters.setSignatureLevel(SignatureLevel.PAdES_BASELINE_B);
        parameters.setDigestAlgorithm(DigestAlgorithm.SHA256);
        parameters.setSigningCertificate(entry.getCertificate());
        parameters.setCertificateChain(entry.getCertificateChain());
        parameters.setSignerName("Knooppunt");
        parameters.setPermission(CertificationPermission.NO_CHANGE_PERMITTED);
        parameters.bLevel().setSigningDate(new Date());
        PAdESService service = new PAdESService(offline(List.of()));
        DSSDocument document = new InMemoryDocument(pdf, "document.pdf");
        ToBeSigned data = service.getDataToSign(document, parameters);
        SignatureValue value = token.sign(data, parameters.getDigestAlgorithm(), entry);
        ByteArrayOutputStream sealed = new ByteArrayOutputStream();
        try {
            service.signDocument(document, parameters, value).writeTo(sealed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sealed.toByteArray();
    }

    byte[] say(byte[] pdf, Sealed sealed) {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            document.getDocumentInformation().setCustomMetadataValue(SAYS, json.writeValueAsString(sealed));
            document.getDocumentInformation().setTitle(sealed.title());
            ByteArrayOutputStream said = new ByteArrayOutputStream();
            // plain objects: the reader of a damaged file still finds the seal in it
            document.save(said, CompressParameters.NO_COMPRESSION);
            return said.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A document from elsewhere may name addresses to ask for certificates: nothing is ever fetched. */
    private static CommonCertificateVerifier offline(List<CertificateToken> trusted) {
        CommonCertificateVerifier verifier = new CommonCertificateVerifier();
        verifier.setAIASource(null);
        verifier.setCrlSource(null);
        verifier.setOcspSource(null);
        CommonTrustedCertificateSource source = new CommonTrustedCertificateSource();
        trusted.forEach(source::addCertificate);
        verifier.setTrustedCertSources(source);
        return verifier;
    }

    // ---- verify

    /** What can be said of a document; nothing of it is kept. */
    public Verdict verify(byte[] file) {
        int begin = Arrays.mismatch(PDF, Arrays.copyOf(file, PDF.length));
        if (begin >= 0) {
            return Verdict.of(Verdict.Finding.UNREADABLE);
        }
        Map<String, CertificateToken> ours = seals.certificates().stream()
                .map(DSSUtils::loadCertificate)
                .collect(Collectors.toMap(Seals::fingerprint, certificate -> certificate));
        try {
            return verify(file, ours);
            // whatever a damaged or hostile file makes the readers of PDF do, it is a file that cannot be read
        } catch (RuntimeException | StackOverflowError e) {
            LOG.info("a document could not be verified: {}", e.toString());
            return Verdict.of(hasSeal(file) ? Verdict.Finding.CHANGED : Verdict.Finding.UNREADABLE);
        }
    }

    /** Whether a file that does not open had a seal, and so was damaged since. */
    private static boolean hasSeal(byte[] file) {
        return new String(file, StandardCharsets.ISO_8859_1).contains("/ByteRange");
    }

    private Verdict verify(byte[] file, Map<String, CertificateToken> ours) {
        PDFDocumentValidator validator = new PDFDocumentValidator(new InMemoryDocument(file, "document.pdf"));
        DefaultPdfDifferencesFinder differences = new DefaultPdfDifferencesFinder();
        differences.setMaximalPagesAmountForVisualComparison(PAGES_DRAWN);
        PdfBoxDefaultObjectFactory reader = new PdfBoxDefaultObjectFactory();
        reader.setPdfDifferencesFinder(differences);
        validator.setPdfObjFactory(reader);
        // the digest by which it names certificates
        validator.setDefaultDigestAlgorithm(DigestAlgorithm.SHA256);
        validator.setCertificateVerifier(offline(List.copyOf(ours.values())));
        Reports reports = validator.validateDocument();
        DiagnosticData diagnostic = reports.getDiagnosticData();
        if (diagnostic.getSignatures().isEmpty()) {
            return Verdict.of(Verdict.Finding.NO_SEAL);
        }
        // the one of this installation, when there is one; its own word, not that of who signed after it
        SignatureWrapper seal = diagnostic.getSignatures().stream()
                .filter(each -> ours.containsKey(fingerprint(each)))
                .findFirst()
                .orElse(diagnostic.getSignatures().getFirst());
        Optional<ByteRange> range = validator.getSignatures().stream()
                .filter(each -> each.getId().equals(seal.getId()))
                .findFirst()
                .flatMap(Seals::range);
        return verdict(file, seal, range.orElse(null), reports.getSimpleReport(), ours);
    }

    private static Optional<ByteRange> range(AdvancedSignature signature) {
        return signature instanceof PAdESSignature pades
                ? Optional.ofNullable(pades.getPdfSignatureDictionary().getByteRange())
                : Optional.empty();
    }

    private static String fingerprint(SignatureWrapper signature) {
        return signature.getSigningCertificate() == null
                ? ""
                : HexFormat.of()
                        .formatHex(signature
                                .getSigningCertificate()
                                .getDigestAlgoAndValue()
                                .getDigestValue());
    }

    private Verdict verdict(
            byte[] file,
            SignatureWrapper seal,
            @Nullable ByteRange range,
            SimpleReport report,
            Map<String, CertificateToken> ours) {
        String fingerprint = fingerprint(seal);
        String sealer = seal.getSigningCertificate() == null
                ? ""
                : Objects.requireNonNullElse(seal.getSigningCertificate().getReadableCertificateName(), "");
        SubIndication sub = report.getSubIndication(seal.getId());
        String technical = report.getIndication(seal.getId()) + (sub == null ? "" : ", " + sub);
        boolean holds = seal.isSignatureIntact()
                && seal.isSignatureValid()
                && range != null
                && seal.isSignatureByteRangeValid()
                && seal.getDigestMatchers().stream().allMatch(XmlDigestMatcher::isDataIntact);
        Instant at = holds && seal.getClaimedSigningTime() != null
                ? seal.getClaimedSigningTime().toInstant()
                : null;
        if (!holds || range == null) {
            return new Verdict(Verdict.Finding.CHANGED, null, sealer, fingerprint, technical, null, List.of(), false);
        }
        if (!ours.containsKey(fingerprint)) {
            return new Verdict(
                    Verdict.Finding.UNKNOWN_SEALER, at, sealer, fingerprint, technical, null, List.of(), false);
        }
        int end = range.getSecondPartStart() + range.getSecondPartEnd();
        Optional<Sealed> said = said(Arrays.copyOf(file, Math.min(end, file.length)));
        Verdict.Finding finding = end != file.length
                ? Verdict.Finding.EXTENDED
                : said.filter(this::isKept).isPresent() ? Verdict.Finding.INTACT : Verdict.Finding.TEXT_DIFFERS;
        return new Verdict(
                finding,
                at,
                sealer,
                fingerprint,
                technical,
                said.orElse(null),
                said.map(this::withdrawn).orElse(List.of()),
                said.filter(this::isOutdated).isPresent());
    }

    /** Read from the sealed bytes only, so that what was added after them cannot speak. */
    private Optional<Sealed> said(byte[] sealed) {
        try (PDDocument document = Loader.loadPDF(sealed)) {
            String said = document.getDocumentInformation().getCustomMetadataValue(SAYS);
            return said == null ? Optional.empty() : Optional.of(json.readValue(said, Sealed.class));
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        }
    }

    private boolean isKept(Sealed sealed) {
        return texts.version(sealed.text(), sealed.version())
                .filter(version ->
                        sealed.hash().equals(version.hash()) && sealed.hash().equals(Canonical.hash(version)))
                .isPresent();
    }

    private List<String> withdrawn(Sealed sealed) {
        List<String> withdrawn = new ArrayList<>();
        for (Sealed.Signer signer : sealed.signers()) {
            signatures
                    .find(signer.signature(), null)
                    .filter(signature -> signature.withdrawal() != null
                            && signature.text() == sealed.text()
                            && signature.version() == sealed.version())
                    .ifPresent(signature -> withdrawn.add(signature.organisationName()));
        }
        return withdrawn;
    }

    private boolean isOutdated(Sealed sealed) {
        return texts.find(sealed.text(), null)
                .flatMap(CharterText::latest)
                .filter(latest -> latest.number() > sealed.version())
                .isPresent();
    }
}
