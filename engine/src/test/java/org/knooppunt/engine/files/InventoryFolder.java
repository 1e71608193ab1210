package org.knooppunt.engine.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A small sound inventory as CSV texts, of which a test changes what it is about. */
final class InventoryFolder {
    private final Map<String, String> files = new LinkedHashMap<>();

    static InventoryFolder sound() {
        InventoryFolder folder = new InventoryFolder();
        folder.with(
                "classes.csv",
                "class,parent,kind,unit,name",
                "rubber,,material,t,Rubber",
                "rubber.tyres,rubber,material,t,Tyres",
                "rubber.granulate,rubber,material,t,Granulate",
                "heat,,energy,MWh,Heat");
        folder.with(
                "organisations.csv",
                "organisation,name,type,enterprise_number,nace",
                "garage,Garage Peeters,firm,0203.430.576,45.20",
                "sport,Sportvloer vzw,social,,");
        folder.with(
                "sites.csv",
                "site,organisation,name,area,lat,lon,modes",
                "S1,garage,Garage,genk-zuid,50.9301,5.5004,road+water",
                "S2,sport,Hal,genk-zuid,50.9412,5.4899,");
        folder.with(
                "offers.csv",
                "offer,site,class,quantity,price,ewc,description,sd,profile,visibility,q_temp",
                "O1,S1,rubber.tyres,120.5,-40,16 01 03,Old tyres,12,,public,",
                "O2,S1,heat,800,5.25,,Warm water,0,1+1+1+1+0.5+0+0+0+0.5+1+1+1,members,65");
        folder.with(
                "needs.csv",
                "need,site,class,quantity,price,description,sd,profile,visibility,min_temp,max_temp",
                "N1,S2,rubber.granulate,80,150,Floor,0,,public,,",
                "N2,S2,heat,500,20.5,,0,,coordinator,40,90");
        folder.with(
                "facilities.csv",
                "facility,site,name,status,capacity,min_intake,fixed_cost",
                "F1,S1,Shredder,candidate,500,50,12000");
        folder.with(
                "processes.csv",
                "process,facility,name,input,outputs,variable_cost,co2_per_unit,jobs_per_1000",
                "P1,F1,Shred,rubber.tyres,rubber.granulate:0.7,30,-700,1.5");
        return folder;
    }

    InventoryFolder with(String file, String... lines) {
        files.put(file, String.join("\n", lines) + "\n");
        return this;
    }

    /** Replaces a text that must stand in the file once or more. */
    InventoryFolder changed(String file, String from, String to) {
        String text = files.getOrDefault(file, "");
        if (!text.contains(from)) {
            throw new IllegalArgumentException(file + " does not hold " + from);
        }
        files.put(file, text.replace(from, to));
        return this;
    }

    InventoryFolder without(String file) {
        files.remove(file);
        return this;
    }

    Map<String, String> files() {
        return files;
    }

    Path writeTo(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (var file : files.entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue().getBytes(StandardCharsets.UTF_8));
        }
        return folder;
    }

    static List<String> texts(InventoryDraft draft) {
        return draft.faults().stream().map(Fault::text).toList();
    }

    static List<FaultKind> kinds(InventoryDraft draft) {
        return draft.faults().stream().map(Fault::code).toList();
    }
}
