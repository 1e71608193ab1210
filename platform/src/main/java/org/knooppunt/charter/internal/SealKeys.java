package org.knooppunt.charter.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.knooppunt.KnooppuntProperties;
import org.knooppunt.charter.SealProperties;
import org.knooppunt.database.DataFolder;
import org.springframework.stereotype.Component;

/**
 * The key with which this installation seals, as a PKCS#12 file: the one of the settings, or one made here at the first
 * start and kept in the data folder, for its owner only.
 */
@Component
public class SealKeys {
    /** Protects nothing: what does is that only the owner may read the file. PKCS#12 asks for a password. */
    private static final char[] OWN_PASSWORD = "knooppunt".toCharArray();

    private static final String ALIAS = "seal";
    private static final Duration LIFE = Duration.ofDays(30 * 365);

    private final Path home;
    private final SealProperties settings;

    SealKeys(KnooppuntProperties properties, SealProperties settings) {
        this.home = properties.home();
        this.settings = settings;
    }

    /** A PKCS#12 file and its password. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Key(byte[] file, char[] password) {}

    /** Makes a key when there is none yet and none is given. */
    public void prepare() {
        Path folder = ownFile().getParent();
        if (settings.file() != null || folder == null || Files.exists(ownFile())) {
            return;
        }
        try {
            DataFolder.create(folder);
            Path made = Files.createTempFile(folder, "seal", ".new", ownerOnly(folder));
            try {
                Files.write(made, make("CN=Knooppunt, OU=Seal of this installation"));
                // whole or not at all
                Files.createLink(ownFile(), made);
            } catch (FileAlreadyExistsException e) {
                // another program that started at the same moment was first: its key is the one
            } finally {
                Files.delete(made);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the key of the seal cannot be written to " + ownFile(), e);
        }
    }

    private Path ownFile() {
        return home.resolve("seal").resolve("seal.p12");
    }

    public Key key() {
        Path given = settings.file();
        try {
            if (given != null) {
                String password = settings.password();
                return new Key(Files.readAllBytes(given), (password == null ? "" : password).toCharArray());
            }
            return new Key(Files.readAllBytes(ownFile()), OWN_PASSWORD);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the key of the seal cannot be read from " + (given == null ? ownFile() : given)
                            + "; expected a PKCS#12 file that this user may read (setting knooppunt.seal.file)",
                    e);
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path folder) {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    /** A new key with a certificate that it signed itself. */
    public static byte[] make(String name) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            Instant now = Instant.now();
            X500Name subject = new X500Name(name);
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                            subject,
                            new BigInteger(127, new SecureRandom()),
                            Date.from(now.minus(Duration.ofDays(1))),
                            Date.from(now.plus(LIFE)),
                            subject,
                            pair.getPublic())
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                    .addExtension(
                            Extension.keyUsage,
                            true,
                            new KeyUsage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation));
            X509Certificate certificate = new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(ALIAS, pair.getPrivate(), OWN_PASSWORD, new Certificate[] {certificate});
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            store.store(file, OWN_PASSWORD);
            return file.toByteArray();
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("no key for the seal could be made", e);
        }
    }

    /** The password of a key that was made here. */
    public static char[] ownPassword() {
        return OWN_PASSWORD.clone();
    }
}
