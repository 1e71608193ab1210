package org.knooppunt.mail.internal;

import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;
import org.knooppunt.MailSettings;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.mail.javamail.MimeMessageHelper;

/** One connection to the mail server, opened with the first letter and again when it ended between two. */
final class SmtpLine implements AutoCloseable {
    /** What came of a letter. */
    sealed interface Answer {
        /** The server took it. */
        record Taken() implements Answer {}

        /** The server did not take it, and said so. */
        record Refused(String words, boolean forGood) implements Answer {}

        /** There was no server to say anything to. */
        record NoServer(String words) implements Answer {}

        /** The connection ended while it was said. */
        record Unknown(String words) implements Answer {}
    }

    private static final int PERMANENT = 500;
    private static final String PATIENCE_MILLIS = "30000";

    private final MailSettings settings;
    private final Session session;
    private @Nullable Transport transport;

    SmtpLine(MailSettings settings) {
        this.settings = settings;
        Properties properties = new Properties();
        properties.put(
                "mail.smtp.auth",
                String.valueOf(settings.user() != null && !settings.user().isBlank()));
        properties.put("mail.smtp.starttls.enable", String.valueOf(settings.starttls()));
        properties.put("mail.smtp.starttls.required", String.valueOf(settings.starttls()));
        for (String wait : new String[] {"connectiontimeout", "timeout", "writetimeout"}) {
            properties.put("mail.smtp." + wait, PATIENCE_MILLIS);
        }
        session = Session.getInstance(properties);
    }

    Answer send(LetterStore.Claimed letter) {
        MimeMessage message;
        try {
            message = message(letter);
        } catch (MessagingException | UnsupportedEncodingException e) {
            return new Answer.Refused(words(e), true);
        }
        Transport open;
        try {
            open = open();
        } catch (MessagingException e) {
            return new Answer.NoServer(words(e));
        }
        try {
            open.sendMessage(message, message.getAllRecipients());
            return new Answer.Taken();
        } catch (MessagingException e) {
            int code = code(e);
            return code > 0 ? new Answer.Refused(words(e), code >= PERMANENT) : new Answer.Unknown(words(e));
        }
    }

    /** What the server answered; 0 when it did not. */
    private static int code(MessagingException fault) {
        int code = 0;
        for (Exception each = fault; each instanceof MessagingException some; each = some.getNextException()) {
            if (some instanceof SMTPAddressFailedException address) {
                code = Math.max(code, address.getReturnCode());
            } else if (some instanceof SMTPSendFailedException send) {
                code = Math.max(code, send.getReturnCode());
            }
        }
        // refused before anything was said, for the address is none
        return code == 0 && fault instanceof SendFailedException && fault.getNextException() instanceof AddressException
                ? PERMANENT
                : code;
    }

    private Transport open() throws MessagingException {
        if (transport == null || !transport.isConnected()) {
            close();
            Transport fresh = session.getTransport("smtp");
            fresh.connect(
                    settings.host(),
                    settings.port(),
                    settings.user() == null || settings.user().isBlank() ? null : settings.user(),
                    settings.password());
            transport = fresh;
        }
        return transport;
    }

    private MimeMessage message(LetterStore.Claimed letter) throws MessagingException, UnsupportedEncodingException {
        // the same for every try, so that who gets it twice by a person's decision can see that it is one
        String number = "<letter-" + letter.id() + "@"
                + settings.from().replaceFirst(".*@", "").replaceAll("[<>\\s]", "") + ">";
        MimeMessage message = new MimeMessage(session) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", number);
            }
        };
        MimeMessageHelper helper = new MimeMessageHelper(message, letter.file() != null, StandardCharsets.UTF_8.name());
        helper.setFrom(new InternetAddress(settings.from(), true));
        Address[] to = {new InternetAddress(letter.address(), true)};
        message.setRecipients(Message.RecipientType.TO, to);
        // a line break would begin another header
        helper.setSubject(letter.subject().replaceAll("\\p{Cntrl}+", " "));
        helper.setText(letter.text());
        helper.setSentDate(new Date());
        message.setHeader("Auto-Submitted", "auto-generated");
        String unsubscribe = letter.unsubscribe();
        if (unsubscribe != null) {
            message.setHeader("List-Unsubscribe", "<" + unsubscribe.replaceAll("[<>\\s]", "") + ">");
        }
        String file = letter.file();
        if (file != null) {
            helper.addAttachment(
                    letter.fileName() == null ? "file" : letter.fileName(),
                    new ByteArrayResource(file.getBytes(StandardCharsets.UTF_8)),
                    letter.fileType() == null ? "text/plain" : letter.fileType());
        }
        message.saveChanges();
        return message;
    }

    private static String words(Exception fault) {
        StringBuilder words = new StringBuilder();
        Throwable each = fault;
        while (each != null && words.length() < 400) {
            if (each.getMessage() != null) {
                words.append(words.isEmpty() ? "" : ": ").append(each.getMessage());
            }
            each = each instanceof MessagingException some && some.getNextException() != null
                    ? some.getNextException()
                    : each.getCause();
        }
        return words.isEmpty() ? fault.getClass().getSimpleName() : words.toString();
    }

    @Override
    public void close() {
        if (transport != null) {
            try {
                transport.close();
            } catch (MessagingException e) {
                // it had ended already
            }
            transport = null;
        }
    }
}
