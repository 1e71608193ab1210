package org.knooppunt.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;

/**
 * Prints a template to PDF. A template for paper is well-formed, has {@code ${style}} in its head and finds {@code fmt} as
 * pages do; it holds no links to pages, since paper has no address.
 */
@Component
public class Printer {
    private static final String STYLE = style();

    private final SpringTemplateEngine templates;
    private final Formats formats;

    Printer(SpringTemplateEngine templates, Formats formats) {
        this.templates = templates;
        this.formats = formats;
    }

    private static String style() {
        try {
            return new ClassPathResource("templates/web/paper.css").getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public byte[] pdf(String template, Map<String, ?> variables, Locale language) throws IOException {
        Context context = new Context(language);
        variables.forEach(context::setVariable);
        context.setVariable("fmt", formats);
        context.setVariable("style", STYLE);
        return Paper.pdf(Formats.in(language, () -> templates.process(template, context)));
    }

    /** The same, as a file to download. */
    public ResponseEntity<byte[]> answer(String file, String template, Map<String, ?> variables, Locale language)
            throws IOException {
        return download(file, MediaType.APPLICATION_PDF, pdf(template, variables, language));
    }

    /** Bytes that a browser keeps instead of showing, and that nobody on the way may keep. */
    public static ResponseEntity<byte[]> download(String file, MediaType type, byte[] content) {
        return ResponseEntity.ok()
                .contentType(type)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(file, StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(content);
    }
}
