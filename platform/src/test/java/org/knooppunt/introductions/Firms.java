package org.knooppunt.introductions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.knooppunt.engine.inventory.MonthProfile;
import org.knooppunt.engine.inventory.Need;
import org.knooppunt.engine.inventory.Offer;
import org.knooppunt.engine.inventory.Visibility;
import org.knooppunt.inventory.Inventories;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Firms of a test's own with needs of a class of its own; keys begin with a word nobody else has. */
public final class Firms {
    public final String word = "z" + UUID.randomUUID().toString().substring(0, 8);
    public final String resourceClass = word + ".stuff";
    private final List<String> organisations = new ArrayList<>();
    private final List<String> sites = new ArrayList<>();
    private final List<String> needs = new ArrayList<>();

    /** A firm with one need at a place of its own. */
    public Firms need(String name, double lat, double lon, double quantity, double price, String visibility) {
        String key = key(name);
        organisations.add(key + ",Firma " + name + " " + word + ",company,,");
        sites.add(String.format(Locale.ROOT, "%s,%s,Werf %s %s,,%.6f,%.6f,road", key, key, name, word, lat, lon));
        needs.add(String.format(
                Locale.ROOT,
                "%s,%s,%s,%.3f,%.3f,Wens %s %s,%s",
                key,
                key,
                resourceClass,
                quantity,
                price,
                name,
                word,
                visibility));
        return this;
    }

    public String key(String name) {
        return word + "-" + name;
    }

    public Firms store(Inventories inventories, Path folder) {
        try {
            Files.createDirectories(folder);
            write(
                    folder,
                    "classes",
                    "class,parent,kind,unit,name",
                    List.of(
                            word + ",,material,t,Alles " + word,
                            resourceClass + "," + word + ",material,t,Spul " + word));
            write(folder, "organisations", "organisation,name,type,enterprise_number,nace", organisations);
            write(folder, "sites", "site,organisation,name,area,lat,lon,modes", sites);
            write(folder, "offers", "offer,site,class,quantity,price,ewc,description,visibility", List.of());
            write(folder, "needs", "need,site,class,quantity,price,description,visibility", needs);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        inventories.importFolder(folder);
        return this;
    }

    private static void write(Path folder, String name, String header, List<String> rows) throws IOException {
        List<String> lines = new ArrayList<>(List.of(header));
        lines.addAll(rows);
        Files.write(folder.resolve(name + ".csv"), lines);
    }

    /** An offer of the class at a site that is there already. */
    public Offer offer(String name, String site, double quantity, double price, Visibility visibility) {
        return new Offer(
                key(name),
                site,
                resourceClass,
                quantity,
                price,
                null,
                "Overschot " + name + " " + word,
                0,
                MonthProfile.EVEN,
                visibility,
                new java.util.TreeMap<>());
    }

    public Need need(String name, String site, double quantity, double price, Visibility visibility) {
        return new Need(
                key(name),
                site,
                resourceClass,
                quantity,
                price,
                "Wens " + name + " " + word,
                0,
                MonthProfile.EVEN,
                visibility,
                new java.util.TreeMap<>());
    }

    /** Leaves the database as it was. */
    public void remove(JdbcClient jdbc) {
        String like = word + "%";
        jdbc.sql("delete from introduction where offer like :like or need like :like")
                .param("like", like)
                .update();
        jdbc.sql("delete from veil where resource_class like ?").param(like).update();
        for (String table : List.of("offer", "need", "site", "organisation", "resource_class")) {
            jdbc.sql("delete from " + table + " where key like ?").param(like).update();
        }
    }
}
