package org.backwire.processor.source;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ImportTree;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/** What a simple name means in a compilation unit: members of the classes around, imports, the package, {@code java.lang}. */
final class Names {
    private final Elements elements;
    private final Members members;
    private final String packageName;
    private final Map<String, TypeElement> singleTypes = new LinkedHashMap<>();
    private final Map<String, List<TypeElement>> singleStatics = new LinkedHashMap<>();
    private final List<String> packagesOnDemand = new ArrayList<>();
    private final List<TypeElement> typesOnDemand = new ArrayList<>();
    private final Set<ModuleElement> modules = new HashSet<>();
    private final Set<String> packagesOfModules = new LinkedHashSet<>();
    private final List<TypeElement> staticsOnDemand = new ArrayList<>();
    private final Map<String, Optional<TypeElement>> known = new HashMap<>();

    Names(Elements elements, Members members, CompilationUnitTree unit, String packageName) {
        this.elements = elements;
        this.members = members;
        this.packageName = packageName;
        unit.getImports().forEach(this::read);
        packagesOnDemand.add("java.lang");
    }

    private void read(ImportTree tree) {
        String name = tree.getQualifiedIdentifier().toString();
        if (tree.toString().startsWith("import module ")) { // of JDK 25; earlier ones have no such kind of tree
            readModule(elements.getModuleElement(name));
            return;
        }
        int dot = name.lastIndexOf('.');
        if (dot < 0) {
            return;
        }
        String before = name.substring(0, dot);
        String last = name.substring(dot + 1);
        if (tree.isStatic()) {
            TypeElement type = qualified(before);
            if (type != null && last.equals("*")) {
                staticsOnDemand.add(type);
            } else if (type != null) {
                singleStatics.computeIfAbsent(last, key -> new ArrayList<>()).add(type);
            }
        } else if (last.equals("*")) {
            TypeElement type = qualified(before);
            if (type != null) {
                typesOnDemand.add(type);
            } else {
                packagesOnDemand.add(before);
            }
        } else {
            TypeElement type = qualified(name);
            if (type != null) {
                singleTypes.put(last, type);
            }
        }
    }

    /** All packages that a module exports, and those that come with it (JLS 7.5.5). */
    private void readModule(@Nullable ModuleElement module) {
        if (module == null || !modules.add(module)) {
            return;
        }
        for (ModuleElement.Directive directive : module.getDirectives()) {
            if (directive instanceof ModuleElement.ExportsDirective exports && exports.getTargetModules() == null) {
                packagesOfModules.add(exports.getPackage().getQualifiedName().toString());
            } else if (directive instanceof ModuleElement.RequiresDirective requires && requires.isTransitive()) {
                readModule(requires.getDependency());
            }
        }
    }

    /** The class of a canonical name; null if there is none. */
    @Nullable
    TypeElement qualified(String name) {
        return known.computeIfAbsent(name, key -> Optional.ofNullable(elements.getTypeElement(key)))
                .orElse(null);
    }

    /** The class that a simple name means in the code of a class; null if there is none. */
    @Nullable
    TypeElement type(String name, TypeElement from) {
        for (Element at = from; at instanceof TypeElement around; at = at.getEnclosingElement()) {
            if (around.getSimpleName().contentEquals(name)) {
                return around;
            }
            TypeElement nested = members.nested(around, name, from);
            if (nested != null) {
                return nested;
            }
        }
        TypeElement imported = singleTypes.get(name);
        if (imported != null) {
            return imported;
        }
        for (TypeElement owner : singleStatics.getOrDefault(name, List.of())) {
            TypeElement nested = members.nested(owner, name, from);
            if (nested != null) {
                return nested;
            }
        }
        TypeElement neighbour = qualified(packageName.isEmpty() ? name : packageName + "." + name);
        return neighbour != null ? neighbour : typeOnDemand(name, from);
    }

    private @Nullable TypeElement typeOnDemand(String name, TypeElement from) {
        TypeElement ofPackage = typeOf(packagesOnDemand, name, from);
        if (ofPackage != null) {
            return ofPackage;
        }
        List<TypeElement> owners = new ArrayList<>(typesOnDemand);
        owners.addAll(staticsOnDemand);
        for (TypeElement owner : owners) {
            TypeElement nested = members.nested(owner, name, from);
            if (nested != null && members.isAccessible(nested, from)) {
                return nested;
            }
        }
        return typeOf(packagesOfModules, name, from);
    }

    private @Nullable TypeElement typeOf(Collection<String> packages, String name, TypeElement from) {
        for (String imported : packages) {
            TypeElement type = qualified(imported + "." + name);
            if (type != null && members.isAccessible(type, from)) {
                return type;
            }
        }
        return null;
    }

    /** The field that a simple name means in the code of a class; null if there is none. */
    @Nullable
    VariableElement field(String name, TypeElement from) {
        for (Element at = from; at instanceof TypeElement around; at = at.getEnclosingElement()) {
            VariableElement field = members.field(around, name, from);
            if (field != null) {
                return field;
            }
        }
        VariableElement single = staticField(name, singleStatics.getOrDefault(name, List.of()), from);
        return single != null ? single : staticField(name, staticsOnDemand, from);
    }

    private @Nullable VariableElement staticField(String name, List<TypeElement> owners, TypeElement from) {
        for (TypeElement owner : owners) {
            VariableElement field = members.field(owner, name, from);
            if (field != null && field.getModifiers().contains(Modifier.STATIC) && members.isAccessible(field, from)) {
                return field;
            }
        }
        return null;
    }

    /** The methods that a simple name may mean in the code of a class, and the class where they were looked up. */
    record Candidates(
            List<ExecutableElement> methods, @Nullable TypeElement in) {}

    Candidates methods(String name, TypeElement from) {
        for (Element at = from; at instanceof TypeElement around; at = at.getEnclosingElement()) {
            List<ExecutableElement> found = members.methods(around, name);
            if (!found.isEmpty()) {
                return new Candidates(found, around);
            }
        }
        List<ExecutableElement> single = staticMethods(name, singleStatics.getOrDefault(name, List.of()), from);
        return new Candidates(single.isEmpty() ? staticMethods(name, staticsOnDemand, from) : single, null);
    }

    private List<ExecutableElement> staticMethods(String name, List<TypeElement> owners, TypeElement from) {
        List<ExecutableElement> found = new ArrayList<>();
        for (TypeElement owner : owners) {
            for (ExecutableElement method : members.methods(owner, name)) {
                if (method.getModifiers().contains(Modifier.STATIC)
                        && members.isAccessible(method, from)
                        && !found.contains(method)) {
                    found.add(method);
                }
            }
        }
        return found;
    }
}
