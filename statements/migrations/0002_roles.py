"""The three groups of editors, and what each may do; an administrator may change them afterwards."""

from django.db import migrations

EDITING = ("statement", "position", "read", "backing", "text", "turn", "passage")
LOOKED_AT = ("actor", "actorname", "tag", "tagname", "proposition", "membership", "act")

CONTRIBUTOR = (
    *(f"{verb}_{model}" for model in EDITING for verb in ("add", "change", "view")),
    *(f"view_{model}" for model in LOOKED_AT),
    *(f"add_{model}" for model in ("actor", "actorname", "tag", "tagname", "membership", "proposition")),
)
EDITOR = (
    *CONTRIBUTOR,
    *(f"change_{model}" for model in ("actor", "actorname", "tag", "tagname", "proposition", "membership")),
    "publish_statement",
)
ADMINISTRATOR = (*EDITOR, "arrange_tag", "merge_actor")
OF_USERS = tuple(f"{verb}_{model}" for model in ("user", "group") for verb in ("add", "change", "view"))

GROUPS = {"Contributor": CONTRIBUTOR, "Editor": EDITOR, "Administrator": ADMINISTRATOR}


def permission(apps, app, codename):
    """The permission, made where Django has not made it yet: that comes only after the last migration."""
    types = apps.get_model("contenttypes", "ContentType").objects
    verb, model = codename.split("_")
    content_type, _ = types.get_or_create(app_label=app, model=model)
    own = {
        "publish_statement": "Can review, publish, correct, hide and withdraw",
        "arrange_tag": "Can move tags in their tree and merge them",
        "merge_actor": "Can merge actors",
    }
    name = own.get(codename, f"Can {verb} {model}")
    permissions = apps.get_model("auth", "Permission").objects
    return permissions.get_or_create(content_type=content_type, codename=codename, defaults={"name": name})[0]


def make_groups(apps, schema_editor):
    groups = apps.get_model("auth", "Group").objects
    for name, codenames in GROUPS.items():
        group, _ = groups.get_or_create(name=name)
        group.permissions.add(*(permission(apps, "statements", codename) for codename in codenames))
        if name == "Administrator":
            group.permissions.add(*(permission(apps, "auth", codename) for codename in OF_USERS))


class Migration(migrations.Migration):
    dependencies = [
        ("statements", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="actor",
            options={
                "ordering": ["name", "pk"],
                "permissions": [("merge_actor", "Can merge actors")],
                "verbose_name": "actor",
                "verbose_name_plural": "actors",
            },
        ),
        migrations.AlterModelOptions(
            name="statement",
            options={
                "permissions": [("publish_statement", "Can review, publish, correct, hide and withdraw")],
                "verbose_name": "statement",
                "verbose_name_plural": "statements",
            },
        ),
        migrations.AlterModelOptions(
            name="tag",
            options={
                "ordering": ["name"],
                "permissions": [("arrange_tag", "Can move tags in their tree and merge them")],
                "verbose_name": "tag",
                "verbose_name_plural": "tags",
            },
        ),
        migrations.RunPython(make_groups, migrations.RunPython.noop),
    ]
