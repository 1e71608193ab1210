package org.knooppunt.mail;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes letters in. A letter is kept in the transaction of the work that it tells of: what is undone is not told, and what
 * is done is told even when the program dies right after.
 */
@Service
public class Post {
    private final JdbcClient jdbc;

    Post(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return false when a letter of this key was posted before */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean send(Letter letter) {
        Letter.@Nullable Attachment attachment = letter.attachment();
        return jdbc.sql("insert into letter (key, address, subject, text, file_name, file_type, file, unsubscribe)"
                                + " values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (key) do nothing")
                        .params(
                                letter.key(),
                                letter.address(),
                                letter.subject(),
                                letter.text(),
                                attachment == null ? null : attachment.name(),
                                attachment == null ? null : attachment.mediaType(),
                                attachment == null ? null : attachment.content(),
                                letter.unsubscribe())
                        .update()
                == 1;
    }
}
