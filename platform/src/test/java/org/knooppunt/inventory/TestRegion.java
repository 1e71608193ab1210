package org.knooppunt.inventory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * An inventory of a test's own: its keys begin with a word nobody else has, and its class is wanted by nobody, so that it
 * changes no plan of another test. Organisations {@code <word>-a} and {@code <word>-b}, each with a site of the same key.
 */
final class TestRegion {
    final String word = "t" + UUID.randomUUID().toString().substring(0, 8);
    final String resourceClass = word + ".stuff";
    final List<String> offers = new ArrayList<>();
    final List<String> needs = new ArrayList<>();

    TestRegion offer(String key, String organisation, double quantity, String visibility, String description) {
        offers.add(String.join(
                ",",
                word + "-" + key,
                word + "-" + organisation,
                resourceClass,
                String.valueOf(quantity),
                "5",
                "",
                "\"" + description.replace("\"", "\"\"") + "\"",
                visibility));
        return this;
    }

    TestRegion need(String key, String organisation, double quantity, String visibility, String description) {
        needs.add(String.join(
                ",",
                word + "-" + key,
                word + "-" + organisation,
                word + ".wish",
                String.valueOf(quantity),
                "7",
                "\"" + description.replace("\"", "\"\"") + "\"",
                visibility));
        return this;
    }

    /** The files of it, in a folder. */
    Path write(Path folder) throws IOException {
        Files.createDirectories(folder);
        file(
                folder,
                "classes",
                "class,parent,kind,unit,name",
                word + ",,material,t,Top " + word,
                resourceClass + "," + word + ",material,t,Stuff " + word,
                word + ".wish," + word + ",material,t,Wish " + word);
        file(
                folder,
                "organisations",
                "organisation,name,type,enterprise_number,nace",
                word + "-a,Firm alfa " + word + ",company,,",
                word + "-b,Firm beta " + word + ",company,,");
        file(
                folder,
                "sites",
                "site,organisation,name,area,lat,lon,modes",
                word + "-a," + word + "-a,Site A " + word + ",genk-zuid,50.93,5.52,road",
                word + "-b," + word + "-b,Site B " + word + ",hasselt-centrum,50.931,5.338,road");
        file(
                folder,
                "offers",
                "offer,site,class,quantity,price,ewc,description,visibility",
                offers.toArray(String[]::new));
        file(folder, "needs", "need,site,class,quantity,price,description,visibility", needs.toArray(String[]::new));
        return folder;
    }

    private static void file(Path folder, String name, String header, String... rows) throws IOException {
        List<String> lines = new ArrayList<>(List.of(header));
        lines.addAll(List.of(rows));
        Files.write(folder.resolve(name + ".csv"), lines);
    }

    String key(String key) {
        return word + "-" + key;
    }

    /** Leaves the database as it was. */
    void remove(JdbcClient jdbc) {
        remove(jdbc, word);
    }

    /** Everything whose key begins so. */
    static void remove(JdbcClient jdbc, String word) {
        for (String table : List.of("offer", "need", "facility", "site", "organisation")) {
            jdbc.sql("delete from " + table + " where key like ?")
                    .param(word + "%")
                    .update();
        }
        jdbc.sql("delete from resource_class where key like ?")
                .param(word + "%")
                .update();
    }
}
