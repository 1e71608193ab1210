package org.knooppunt.inventory.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.inventory.Process;
import org.knooppunt.inventory.Classes;
import org.knooppunt.inventory.Plant.Step;
import org.knooppunt.web.FormReader;
import org.knooppunt.web.FormText;
import org.knooppunt.web.NumberText;
import org.springframework.validation.BindingResult;

/** What a person typed about a process, as it was typed. */
public record ProcessForm(
        String key,
        String version,
        String name,
        String input,
        List<String> output,
        List<String> yield,
        String variableCost,
        String co2PerUnit,
        String jobsPerThousand,
        List<String> qualityName,
        List<String> qualityValue,
        List<String> qualityMin,
        List<String> qualityMax) {
    private static final int LONGEST_NAME = 200;
    private static final int SPARE = 2;

    public ProcessForm {
        key = FormText.orEmpty(key);
        version = FormText.orEmpty(version);
        name = FormText.orEmpty(name);
        input = FormText.orEmpty(input);
        int outputs = FormText.used(output) + SPARE;
        output = FormText.filled(output, outputs);
        yield = FormText.filled(yield, outputs);
        variableCost = FormText.orEmpty(variableCost);
        co2PerUnit = FormText.orEmpty(co2PerUnit);
        jobsPerThousand = FormText.orEmpty(jobsPerThousand);
        int qualities = FormText.used(qualityName) + SPARE;
        qualityName = FormText.filled(qualityName, qualities);
        qualityValue = FormText.filled(qualityValue, qualities);
        qualityMin = List.of();
        qualityMax = List.of();
    }

    static ProcessForm blank() {
        List<String> none = List.of();
        return new ProcessForm("", "", "", "", none, none, "", "", "", none, none, none, none);
    }

    static ProcessForm of(Step step, Locale locale) {
        List<String> outputs = new ArrayList<>();
        List<String> yields = new ArrayList<>();
        step.outputs().forEach(output -> {
            outputs.add(output.className() + " (" + output.resourceClass() + ")");
            yields.add(NumberText.text(output.yield(), locale));
        });
        List<String> names = new ArrayList<>();
        List<String> values = new ArrayList<>();
        step.qualities().forEach((name, value) -> {
            names.add(name);
            values.add(NumberText.text(value, locale));
        });
        return new ProcessForm(
                step.key(),
                String.valueOf(step.version()),
                step.name(),
                step.inputName() + " (" + step.input() + ")",
                outputs,
                yields,
                NumberText.text(step.variableCost(), locale),
                NumberText.text(step.co2PerUnit(), locale),
                NumberText.text(step.jobsPerThousand(), locale),
                names,
                values,
                List.of(),
                List.of());
    }

    ProcessForm atVersion(int number) {
        return new ProcessForm(
                key,
                String.valueOf(number),
                name,
                input,
                output,
                yield,
                variableCost,
                co2PerUnit,
                jobsPerThousand,
                qualityName,
                qualityValue,
                qualityMin,
                qualityMax);
    }

    int versionNumber() {
        return FormText.version(version);
    }

    /** The process, or nothing when there are errors. */
    @Nullable
    Process read(String key, String facility, BindingResult errors, Classes classes, Locale locale) {
        FormReader reader = new FormReader(errors, locale);
        reader.key("key", key);
        String plainName = reader.required("name", name, LONGEST_NAME);
        String taken = classOf("input", input, errors, classes);
        SortedMap<String, Double> outputs = new TreeMap<>();
        for (int i = 0; i < output.size(); i++) {
            if (!output.get(i).isBlank()) {
                String made = classOf("output[" + i + "]", output.get(i), errors, classes);
                double number = reader.number("yield[" + i + "]", yield.get(i), 1);
                if (number <= 0) {
                    errors.rejectValue("yield[" + i + "]", "form.positive");
                } else if (outputs.put(made, number) != null) {
                    errors.rejectValue("output[" + i + "]", "form.twice");
                }
            } else if (!yield.get(i).isBlank()) {
                errors.rejectValue("output[" + i + "]", "form.required");
            }
        }
        double cost = optional(reader, "variableCost", variableCost);
        double co2 = optional(reader, "co2PerUnit", co2PerUnit);
        double jobs = optional(reader, "jobsPerThousand", jobsPerThousand);
        SortedMap<String, Double> qualities = Qualities.read(qualityName, qualityValue, reader);
        if (errors.hasErrors()) {
            return null;
        }
        return new Process(key, facility, plainName, taken, outputs, cost, co2, jobs, qualities);
    }

    private static double optional(FormReader reader, String field, String text) {
        return text.isBlank() ? 0 : reader.number(field, text, 0);
    }

    private static String classOf(String field, String text, BindingResult errors, Classes classes) {
        String found = classes.find(text).map(Classes.Entry::key).orElse("");
        if (found.isEmpty()) {
            errors.rejectValue(field, text.isBlank() ? "form.required" : "form.class.unknown");
        }
        return found;
    }
}
