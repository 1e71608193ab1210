package org.knooppunt.mail;

import org.jspecify.annotations.Nullable;

/**
 * A letter to one address, in the language of who reads it.
 *
 * @param key says what the letter tells and to whom, for example {@code invitation/42}: a second letter of the same key is
 *     not sent, so whoever posts may post again after a failure
 * @param text plain text; addresses of pages in it are whole, see {@link SiteAddress}
 * @param unsubscribe address of the page on which the reader ends such letters; absent for a letter about something the
 *     reader asked for
 */
public record Letter(
        String key,
        String address,
        String subject,
        String text,
        @Nullable Attachment attachment,
        @Nullable String unsubscribe) {
    /** A text file that goes along, for example a calendar entry. */
    public record Attachment(String name, String mediaType, String content) {}

    public Letter(String key, String address, String subject, String text) {
        this(key, address, subject, text, null, null);
    }

    public Letter(String key, String address, String subject, String text, @Nullable Attachment attachment) {
        this(key, address, subject, text, attachment, null);
    }
}
