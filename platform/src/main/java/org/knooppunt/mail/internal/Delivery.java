package org.knooppunt.mail.internal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.knooppunt.KnooppuntProperties;
import org.knooppunt.MailSettings;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Delivers letters that wait, one after another over one connection.
 *
 * <p>Nothing is sent twice by itself. A letter is marked with the token of this run, and the mark is on disk, before the
 * first byte of it leaves; it is marked as sent once the mail server has said that it took it. When the program is killed
 * between the two, or the connection ends, nobody can know whether the server took it: SMTP has no way of asking. Such a
 * letter is neither sent again nor called sent; it becomes unknown, and a person decides on the mailbox page. At most one
 * letter per run can be so. What the server says it refused is tried again with growing pauses, or given up when it says
 * that trying again is of no use.
 *
 * <p>Into the mailbox page, the delivery where no server is set, a letter comes exactly once.
 */
@Component
public class Delivery {
    private static final List<Duration> PAUSES = List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(20),
            Duration.ofHours(1),
            Duration.ofHours(4),
            Duration.ofHours(12),
            Duration.ofHours(24));
    private static final int BATCH = 1_000;
    /** How long what a letter says is kept after it was sent or given up. */
    public static final Duration KEPT = Duration.ofDays(90);

    private final LetterStore store;
    private final MailSettings settings;

    @Autowired
    Delivery(LetterStore store, KnooppuntProperties properties) {
        this(store, properties.mail());
    }

    public Delivery(LetterStore store, MailSettings settings) {
        this.store = store;
        this.settings = settings;
    }

    /** Delivers until nothing is due any more. */
    public void run() {
        run(() -> false);
    }

    /** @param ending whether the program is about to end: then no further letter is begun */
    void run(BooleanSupplier ending) {
        UUID run = UUID.randomUUID();
        store.giveUpOthers(run);
        if (settings.leaves()) {
            bySmtp(run, ending);
        } else {
            int delivered = BATCH;
            while (delivered == BATCH && !ending.getAsBoolean()) {
                delivered = store.intoMailbox(BATCH);
            }
        }
    }

    public void forget() {
        store.forget(KEPT);
    }

    private void bySmtp(UUID run, BooleanSupplier ending) {
        try (SmtpLine line = new SmtpLine(settings)) {
            while (!ending.getAsBoolean()) {
                Optional<LetterStore.Claimed> claimed = store.claim(run);
                if (claimed.isEmpty()) {
                    return;
                }
                LetterStore.Claimed letter = claimed.get();
                switch (line.send(letter)) {
                    case SmtpLine.Answer.Taken taken -> store.sent(letter.id(), run);
                    case SmtpLine.Answer.Refused refused ->
                        store.refused(
                                letter.id(), run, refused.words(), refused.forGood() ? null : pause(letter.tries()));
                    case SmtpLine.Answer.Unknown unknown -> store.unknown(letter.id(), run, unknown.words());
                    case SmtpLine.Answer.NoServer none -> {
                        store.refused(letter.id(), run, none.words(), pause(letter.tries()));
                        // the others would find nobody either; they wait for the next round
                        return;
                    }
                }
            }
        }
    }

    private static @Nullable Duration pause(int tries) {
        return tries > PAUSES.size() ? null : PAUSES.get(tries - 1);
    }
}
