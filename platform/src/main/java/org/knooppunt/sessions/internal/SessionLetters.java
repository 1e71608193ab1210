package org.knooppunt.sessions.internal;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.knooppunt.mail.Letter;
import org.knooppunt.mail.Post;
import org.knooppunt.mail.SiteAddress;
import org.knooppunt.sessions.HubSession;
import org.knooppunt.sessions.Meeting;
import org.knooppunt.sessions.internal.EnrolmentStore.Reader;
import org.knooppunt.web.Formats;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** The letters about sessions, each in the language of its reader and posted with the change it tells of. */
@Component
public class SessionLetters {
    /** What a letter tells; the code is part of its message keys. */
    public enum News {
        INVITED,
        /** Asks a guest to follow the link. */
        ASKED,
        IN,
        WAITING,
        /** A place came free. */
        MOVED_UP,
        LEFT,
        /** A meeting is at another time or place, or there is one more. */
        CHANGED,
        /** A meeting does not go on; others do. */
        MEETING_CANCELLED,
        CANCELLED;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Post post;
    private final MessageSource messages;
    private final Formats formats;
    private final SiteAddress site;

    SessionLetters(Post post, MessageSource messages, Formats formats, SiteAddress site) {
        this.site = site;
        this.post = post;
        this.messages = messages;
        this.formats = formats;
    }

    /**
     * Posts a letter.
     *
     * @param key what is told to whom, after {@code session/<id>/}
     * @param all the meetings it is about, in words and as a calendar file
     * @param reason why something does not go on; may be empty
     */
    public void send(News news, String key, HubSession session, List<Meeting> all, String reason, Reader reader) {
        if (reader.address().isEmpty()) {
            return;
        }
        List<Meeting> meetings =
                reader.in() ? all : all.stream().map(Meeting::withoutLink).toList();
        Locale locale = Locale.of(reader.language());
        // formats write as the one who looks reads; here that is the reader of the letter
        Letter letter = Formats.in(locale, () -> {
            String page = site.of(session.path());
            String way = reader.secret() == null ? page : site.of(guestPath(reader.secret()));
            String when = meetings.stream().map(this::line).collect(Collectors.joining("\n"));
            String text = messages.getMessage(
                    "session.letter." + news.code() + ".text",
                    new Object[] {reader.name(), session.title(), when, way, reason, session.goal()},
                    locale);
            return new Letter(
                    "session/" + session.id() + "/" + key,
                    reader.address(),
                    messages.getMessage(
                            "session.letter." + news.code() + ".subject", new Object[] {session.title()}, locale),
                    text.replaceAll("\n{3,}", "\n\n").strip() + "\n",
                    calendar(news, session, meetings, page));
        });
        post.send(letter);
    }

    private static Letter.@Nullable Attachment calendar(
            News news, HubSession session, List<Meeting> meetings, String page) {
        if (news == News.ASKED || news == News.WAITING || meetings.isEmpty()) {
            return null;
        }
        boolean gone = news == News.LEFT || news == News.CANCELLED || news == News.MEETING_CANCELLED;
        return new Letter.Attachment(
                "knooppunt.ics",
                Calendars.TYPE + "; method=" + (gone ? "CANCEL" : "PUBLISH"),
                gone ? Calendars.without(session, meetings, page) : Calendars.of(session, meetings, page));
    }

    private String line(Meeting meeting) {
        String own = meeting.moment().title();
        String place = meeting.moment().place();
        String link = meeting.moment().link();
        return "- " + (own.isEmpty() ? "" : own + ": ")
                + formats.moment(meeting.moment().startsAt(), meeting.moment().endsAt())
                + (place.isEmpty() ? "" : ", " + place)
                + (link.isEmpty() ? "" : ", " + link);
    }

    /** The page of a guest's own enrolment. */
    public static String guestPath(String secret) {
        return "/sessions/guest?key=" + URLEncoder.encode(secret, StandardCharsets.UTF_8);
    }
}
