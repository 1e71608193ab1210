package org.knooppunt.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.knooppunt.engine.inventory.Kind;
import org.knooppunt.identity.Audit;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BeanPropertyBindingResult;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/** Every piece of the look on one page, to copy from; only where the data are made up anyway. */
@Controller
@ConditionalOnProperty("knooppunt.demonstration")
class StylePage {
    /** A form with two faults. */
    public record Sample(
            String name, String quantity, String kind, String note, String visibility, boolean season, String file) {}

    @GetMapping("/style")
    String page(Model model) {
        List<Choice> choices = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            choices.add(new Choice(kind.code(), kind.code()));
        }
        Sample sample = new Sample("", "-12", "energy", "", "members", true, "");
        BindingResult faults = new BeanPropertyBindingResult(sample, "sample");
        faults.rejectValue("name", "none", "Give the offer a name.");
        faults.rejectValue("quantity", "none", "The quantity is -12; it must be more than 0.");
        model.addAttribute("sample", sample);
        model.addAttribute(BindingResult.MODEL_KEY_PREFIX + "sample", faults);
        model.addAttribute("choices", choices);
        model.addAttribute(
                "visibilities",
                List.of(
                        new Choice("public", "Everyone"),
                        new Choice("members", "Members"),
                        new Choice("coordinator", "Only the coordinator")));
        model.addAttribute("tabs", List.of(new Choice("/style", "Cases"), new Choice("/style?tab=2", "Flows")));
        model.addAttribute("steps", List.of("File", "Preview", "Accept"));
        model.addAttribute("slice", new Slice<>(List.of("a", "b", "c"), 2, 50, 214));
        model.addAttribute("now", Instant.now());
        model.addAttribute(
                "events", List.of(new Audit.Event(1, Instant.now(), "An Peeters", "changed", "offer", "a", "{}")));
        return "web/style";
    }

    /** Data of the pictures. */
    @GetMapping(value = "/style/{name}.json", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Resource> data(@PathVariable String name) {
        if (!name.matches("[a-z]+")) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        Resource data = new ClassPathResource("style/" + name + ".json");
        return data.exists()
                ? ResponseEntity.ok(data)
                : ResponseEntity.notFound().build();
    }
}
