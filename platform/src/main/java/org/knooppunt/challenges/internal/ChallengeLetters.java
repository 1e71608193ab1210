package org.knooppunt.challenges.internal;

import java.util.Locale;
import org.knooppunt.challenges.Challenge;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Person;
import org.knooppunt.mail.Letter;
import org.knooppunt.mail.Post;
import org.knooppunt.mail.SiteAddress;
import org.knooppunt.web.Coded;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** The letters to who sent a solution, each in the language of its reader and posted with the change it tells of. */
@Component
public class ChallengeLetters {
    /** What a letter tells; the code is part of its message keys. */
    public enum News implements Coded {
        WON,
        DECIDED,
        WITHDRAWN
    }

    private final Post post;
    private final MessageSource messages;
    private final SiteAddress site;
    private final Accounts accounts;

    ChallengeLetters(Post post, MessageSource messages, SiteAddress site, Accounts accounts) {
        this.post = post;
        this.messages = messages;
        this.site = site;
        this.accounts = accounts;
    }

    /** @param reason in the words of who decided or withdrew */
    public void send(News news, Challenge challenge, long account, String reason) {
        accounts.find(account)
                .filter(Person::active)
                .ifPresent(reader -> post.send(letter(news, challenge, reader, reason)));
    }

    private Letter letter(News news, Challenge challenge, Person reader, String reason) {
        Locale locale = Locale.of(reader.language());
        String key = "challenge.letter." + news.code();
        Object[] words = {reader.name(), challenge.title(), reason, site.of(challenge.path())};
        return new Letter(
                "challenge/" + challenge.id() + "/end/" + reader.id(),
                reader.email(),
                messages.getMessage(key + ".subject", new Object[] {challenge.title()}, locale),
                messages.getMessage(key + ".text", words, locale).strip() + "\n");
    }
}
