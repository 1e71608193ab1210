package org.knooppunt.charter.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.knooppunt.charter.Canonical;
import org.knooppunt.charter.CharterText;
import org.knooppunt.charter.Charters;
import org.knooppunt.charter.Commitment;
import org.knooppunt.charter.Signature;
import org.knooppunt.charter.SignedDocuments;
import org.knooppunt.charter.Signing;
import org.knooppunt.charter.TextKind;
import org.knooppunt.charter.Version;
import org.knooppunt.identity.Person;
import org.knooppunt.web.Choice;
import org.knooppunt.web.Coded;
import org.knooppunt.web.FormText;
import org.knooppunt.web.Histories;
import org.knooppunt.web.Missing;
import org.knooppunt.web.Printer;
import org.knooppunt.web.Slice;
import org.knooppunt.web.TableFile;
import org.springframework.context.MessageSource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Who signed what, for everybody; the texts; one text with its versions and signatures. */
@Controller
@RequestMapping("/charter")
class CharterPages {
    private static final int ROWS = 25;
    private static final int EXPORTED = 500;

    private final Charters charters;
    private final Signing signing;
    private final SignedDocuments documents;
    private final Histories histories;
    private final MessageSource messages;

    CharterPages(
            Charters charters,
            Signing signing,
            SignedDocuments documents,
            Histories histories,
            MessageSource messages) {
        this.charters = charters;
        this.signing = signing;
        this.documents = documents;
        this.histories = histories;
        this.messages = messages;
    }

    /** The filters of a list as they stand in the address. */
    public record Query(
            @Nullable String q,
            @Nullable String kind,
            @Nullable String page) {
        public boolean isFiltered() {
            return q != null && !q.isBlank() || kind != null && !kind.isBlank();
        }

        String search() {
            return q == null ? "" : q;
        }

        int number() {
            return FormText.page(page);
        }
    }

    @GetMapping
    String released(
            Query query, HttpServletRequest request, @AuthenticationPrincipal @Nullable Person person, Model model) {
        model.addAttribute("query", query);
        model.addAttribute("slice", signing.released(query.search(), query.number(), ROWS));
        model.addAttribute("exports", TableFile.addresses(request, "/charter/export"));
        return "charter/released";
    }

    @GetMapping("/export")
    void export(Query query, @RequestParam String format, HttpServletResponse response) throws IOException {
        TableFile.write(
                "charter",
                format,
                List.of(
                        "organisation",
                        "text",
                        "version",
                        "signed_at",
                        "withdrawn_on",
                        "commitment",
                        "quantity",
                        "unit",
                        "by",
                        "for_whom",
                        "state",
                        "year",
                        "reached"),
                response,
                sheet -> {
                    int page = 1;
                    Slice<Signature> slice;
                    do {
                        slice = signing.released(query.search(), page, EXPORTED);
                        slice.rows().forEach(signature -> rows(signature, sheet));
                    } while (page++ < slice.pages());
                });
    }

    private static void rows(Signature signature, TableFile.Sheet sheet) {
        if (signature.commitments().isEmpty()) {
            sheet.row(row(signature));
        }
        for (Commitment commitment : signature.commitments()) {
            List<@Nullable Object> row = row(signature);
            row.add(commitment.what());
            row.add(commitment.quantity());
            row.add(commitment.unit());
            row.add(commitment.byDay());
            row.add(commitment.forWhom());
            row.add(commitment.state());
            row.add(commitment.year());
            row.add(commitment.reached());
            sheet.row(row);
        }
    }

    private static List<@Nullable Object> row(Signature signature) {
        List<@Nullable Object> row = new ArrayList<>();
        row.add(signature.organisationName());
        row.add(signature.title());
        row.add((double) signature.version());
        row.add(signature.signedAt());
        row.add(signature.withdrawal() == null ? null : signature.withdrawal().day());
        return row;
    }

    @GetMapping("/texts")
    String texts(Query query, @AuthenticationPrincipal @Nullable Person person, Model model, Locale locale) {
        TextKind kind = Coded.find(TextKind.class, query.kind() == null ? "" : query.kind())
                .orElse(null);
        model.addAttribute("query", query);
        model.addAttribute("slice", charters.list(query.search(), kind, query.number(), ROWS, person));
        model.addAttribute("mayAdd", Charters.maySeeAll(person));
        model.addAttribute(
                "kinds",
                Arrays.stream(TextKind.values())
                        .map(each -> new Choice(
                                each.code(), messages.getMessage("charter.kind." + each.code(), null, locale)))
                        .toList());
        return "charter/texts";
    }

    /** @param version absent means the latest */
    @GetMapping("/{id:\\d+}")
    String text(
            @PathVariable long id,
            @RequestParam(required = false) @Nullable Integer version,
            @AuthenticationPrincipal @Nullable Person person,
            Model model) {
        CharterText text = charters.get(id, person);
        if (version == null && text.latest().isEmpty()) {
            return "redirect:/charter/" + id + "/draft";
        }
        int number = version == null ? text.latest().orElseThrow().number() : version;
        Version read = charters.version(id, number, person);
        if (!read.isPublished()) {
            return "redirect:/charter/" + id + "/draft";
        }
        boolean latest = text.latest().orElseThrow().number() == number;
        List<Signature> signatures = signing.of(id, number, person);
        model.addAttribute("one", text);
        model.addAttribute("version", read);
        model.addAttribute("latest", latest);
        model.addAttribute("signatures", signatures);
        model.addAttribute(
                "sealed",
                signatures.stream().anyMatch(signature -> !signature.signer().isEmpty()));
        model.addAttribute("difference", charters.difference(id, number, person));
        model.addAttribute("signedByOthers", latest ? signing.signedByOthers(text, person) : java.util.Map.of());
        model.addAttribute("toSign", latest ? signing.toSign(text, person) : java.util.Map.of());
        model.addAttribute("missing", latest ? signing.missing(text, person) : List.of());
        model.addAttribute("full", Charters.maySeeAll(person));
        if (Charters.maySeeAll(person)) {
            model.addAttribute("events", histories.of("charter", Long.toString(id), null));
        }
        return "charter/text";
    }

    /** The canonical form of a version, of which the hash is: who wants to count it again saves this. */
    @GetMapping("/{id:\\d+}/canonical.txt")
    ResponseEntity<byte[]> canonical(
            @PathVariable long id, @RequestParam int version, @AuthenticationPrincipal @Nullable Person person) {
        Version read = charters.version(id, version, person);
        if (!read.isPublished()) {
            throw new Missing("version " + version + " of text " + id);
        }
        return Printer.download(
                "text-" + id + "-version-" + version + ".txt",
                new MediaType("text", "plain", StandardCharsets.UTF_8),
                Canonical.text(read).getBytes(StandardCharsets.UTF_8));
    }

    /** @param signature one of them; absent means all that this person may know */
    @GetMapping("/{id:\\d+}/signed.pdf")
    ResponseEntity<byte[]> signed(
            @PathVariable long id,
            @RequestParam int version,
            @RequestParam(required = false) @Nullable Long signature,
            @AuthenticationPrincipal @Nullable Person person,
            Locale locale) {
        return Printer.download(
                "text-" + id + "-version-" + version + (signature == null ? "" : "-signature-" + signature) + ".pdf",
                MediaType.APPLICATION_PDF,
                documents.write(id, version, signature, person, locale));
    }
}
