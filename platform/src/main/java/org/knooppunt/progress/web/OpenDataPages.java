package org.knooppunt.progress.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Person;
import org.knooppunt.indicators.Indicator;
import org.knooppunt.indicators.Indicators;
import org.knooppunt.indicators.Observations;
import org.knooppunt.indicators.Series;
import org.knooppunt.mail.SiteAddress;
import org.knooppunt.progress.LineDrawing;
import org.knooppunt.progress.OpenData;
import org.knooppunt.progress.ProgressReports;
import org.knooppunt.strategy.Framework;
import org.knooppunt.web.Choice;
import org.knooppunt.web.Formats;
import org.knooppunt.web.Missing;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.MessageSource;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.json.JsonMapper;

/** The public dashboard, the catalogue of open data, and figures to show on pages of others. */
@Controller
class OpenDataPages {
    private final OpenData data;
    private final ProgressReports reports;
    private final Indicators indicators;
    private final Observations observations;
    private final Formats formats;
    private final MessageSource messages;
    private final SiteAddress site;
    private final JsonMapper json;
    private final String area;

    OpenDataPages(
            OpenData data,
            ProgressReports reports,
            Indicators indicators,
            Observations observations,
            Formats formats,
            MessageSource messages,
            SiteAddress site,
            JsonMapper json,
            @Value("${knooppunt.city-code:71016}") String area) {
        this.data = data;
        this.reports = reports;
        this.indicators = indicators;
        this.observations = observations;
        this.formats = formats;
        this.messages = messages;
        this.site = site;
        this.json = json;
        this.area = area;
    }

    @GetMapping("/dashboard")
    String dashboard(
            @RequestParam(required = false) @Nullable String framework,
            @AuthenticationPrincipal @Nullable Person person,
            Model model,
            Locale locale) {
        List<Framework> frameworks = data.frameworks();
        String chosen = frameworks.stream()
                .map(Framework::code)
                .filter(code -> code.equals(framework))
                .findFirst()
                .orElseGet(() -> frameworks.stream()
                        .map(Framework::code)
                        .filter("agreement"::equals)
                        .findFirst()
                        .orElseGet(() -> frameworks.isEmpty()
                                ? ""
                                : frameworks.getFirst().code()));
        model.addAttribute("framework", chosen);
        model.addAttribute(
                "frameworks",
                frameworks.stream()
                        .map(each -> new Choice(each.code(), each.name().in(locale)))
                        .toList());
        model.addAttribute("tiles", chosen.isEmpty() ? List.of() : data.dashboard(chosen, locale));
        model.addAttribute("editions", reports.editions(null, null));
        return "progress/dashboard";
    }

    @GetMapping("/data")
    String catalogue(Model model, Locale locale) {
        model.addAttribute("sets", data.sets(locale));
        return "progress/data";
    }

    @GetMapping("/data/catalog.jsonld")
    ResponseEntity<String> linked(Locale locale) {
        Map<String, Object> catalogue = data.catalogue(
                messages.getMessage("data.title", null, locale),
                messages.getMessage("data.lead", null, locale),
                messages.getMessage("data.publisher", null, locale),
                locale);
        return ResponseEntity.ok()
                .header("Content-Type", "application/ld+json;charset=UTF-8")
                .body(json.writeValueAsString(catalogue));
    }

    /** A figure alone, for a frame on somebody else's page: no cookie, no script. */
    @GetMapping("/embed/indicators/{code}")
    String embed(
            @PathVariable String code,
            @RequestParam(required = false) @Nullable String in,
            Model model,
            Locale locale,
            HttpServletResponse response) {
        Indicator indicator = indicators.indicator(code).orElseThrow(() -> new Missing("indicator " + code));
        Series series = observations.series(code, in == null || in.isBlank() ? area : in, null);
        model.addAttribute("indicator", indicator);
        model.addAttribute("series", series);
        model.addAttribute("page", site.of(indicator.path()));
        model.addAttribute(
                "drawing",
                series.points().isEmpty()
                        ? ""
                        : LineDrawing.of(
                                series,
                                indicator.card().target(),
                                indicator.name(locale),
                                value -> formats.number(value, 1)));
        response.setHeader("Cache-Control", "public, max-age=3600");
        return "progress/embed";
    }
}
