package org.knooppunt.benchmarks;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.knooppunt.engine.inventory.Kind;
import org.knooppunt.engine.inventory.ResourceClass;

/**
 * The one file of assumptions beside the Scottish data, {@code scotland-prices.csv}: per material the key of its class,
 * EUR/t asked by the site that puts it out and EUR/t paid by the site that takes it in (negative: a gate fee), and why.
 * A row without prices only groups the classes whose keys start with its own.
 */
final class ScotlandPrices {
    static final String ROOT = "waste";

    private final List<ResourceClass> classes = new ArrayList<>();
    private final Map<String, Price> byMaterial = new LinkedHashMap<>();

    record Price(String resourceClass, double asked, double paid) {}

    private ScotlandPrices(Reader text) throws IOException {
        classes.add(new ResourceClass(ROOT, null, Kind.MATERIAL, "All waste"));
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(text)) {
            for (NamedCsvRecord row : rows) {
                String key = row.getField("class");
                int dot = key.indexOf('.');
                String parent = dot < 0 ? ROOT : key.substring(0, dot);
                classes.add(new ResourceClass(key, parent, Kind.MATERIAL, row.getField("material")));
                if (!row.getField("asked").isEmpty()) {
                    Price price = new Price(
                            key, Double.parseDouble(row.getField("asked")), Double.parseDouble(row.getField("paid")));
                    byMaterial.put(row.getField("material"), price);
                }
            }
        }
    }

    static ScotlandPrices standard() {
        try (InputStream file = ScotlandPrices.class.getResourceAsStream("/scotland-prices.csv")) {
            if (file == null) {
                throw new IllegalStateException("scotland-prices.csv is not on the class path; build the module anew");
            }
            return new ScotlandPrices(new InputStreamReader(file, StandardCharsets.UTF_8));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    List<ResourceClass> classes() {
        return List.copyOf(classes);
    }

    /** @throws NoSuchElementException when the file has no row with prices for the material */
    Price get(String material) {
        Price price = byMaterial.get(material);
        if (price == null) {
            throw new NoSuchElementException("no price for material '" + material
                    + "'; add a row for it to scotland-prices.csv and say why it is what it is");
        }
        return price;
    }
}
