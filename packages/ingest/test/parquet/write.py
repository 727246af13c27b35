"""Writes the Parquet fixtures of this folder: made-up posts in the ways in which pandas and others write them.

python3 write.py, with pyarrow 25.0.1 and pandas 3.0.6; the posts are those of `madeUpPosts` in ../madeUpPosts.ts.
"""

import pathlib

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

here = pathlib.Path(__file__).parent
n = 24

posts = pd.DataFrame(
    [
        {
            "Id": i + 1,
            "Title": f"Why does step {i} of é fail?",
            "Body": "<p>" + f"line {i}, \"quoted\" 漢 😀\n" * (i % 5 + 1) + "</p>",
            "Tags": [["python", "c++"], [], [".net"]][i % 3],
            "CreationDate": pd.Timestamp("2014-08-08 14:04:22.160") + pd.Timedelta(hours=i),
            "Score": i % 7 - 3 if i % 5 else None,
            "ViewCount": i * 100,
            "OwnerUserId": float(i % 9) if i % 4 else None,
        }
        for i in range(n)
    ]
)
posts["Score"] = posts["Score"].astype("Int64")
table = pa.Table.from_pandas(posts)

for codec in ["none", "snappy", "gzip", "zstd", "brotli", "lz4"]:
    pq.write_table(table, here / f"{codec}.parquet", compression=codec, row_group_size=10, data_page_size=256)


def with_dates(unit):
    return table.set_column(
        table.schema.get_field_index("CreationDate"), "CreationDate", table["CreationDate"].cast(pa.timestamp(unit))
    )


for unit in ["ms", "us", "ns"]:
    pq.write_table(with_dates(unit), here / f"timestamp-{unit}.parquet")
pq.write_table(table, here / "int96.parquet", use_deprecated_int96_timestamps=True)
pq.write_table(table, here / "checksums.parquet", write_page_checksum=True, use_dictionary=False, compression="none")
pq.write_table(table, here / "pages-v2.parquet", data_page_version="2.0", data_page_size=128)
delta = {"Id": "DELTA_BINARY_PACKED", "Title": "DELTA_BYTE_ARRAY", "Body": "DELTA_LENGTH_BYTE_ARRAY"}
for version in ["1.0", "2.0"]:
    pq.write_table(
        table, here / f"delta-v{version[0]}.parquet", use_dictionary=False, column_encoding=delta, data_page_version=version
    )
pq.write_table(table, here / "old-lists.parquet", use_compliant_nested_type=False)

owners = [None if i % 4 == 0 else i % 9 for i in range(n)]
owner = pa.StructArray.from_arrays([pa.array(owners, pa.int64()), pa.array(["Some Body"] * n)], ["user_id", "display_name"])
pq.write_table(table.drop(["OwnerUserId"]).append_column("owner", owner), here / "owner-object.parquet")

as_text = posts.assign(Tags=posts["Tags"].map(lambda tags: "".join(f"<{tag}>" for tag in tags)))
as_text.to_parquet(here / "pandas.parquet", index=True)
as_text.assign(Title=as_text["Title"].astype("category")).to_parquet(here / "category.parquet")

pq.write_table(table.drop(["Title"]), here / "no-title.parquet")
pq.write_table(
    table.set_column(2, "Body", pa.array([[text] for text in posts["Body"]])), here / "body-list.parquet"
)
nulls = pa.table({name: pa.nulls(2_000_000, pa.string()) for name in ["Title", "Body"]})
pq.write_table(nulls, here / "two-million-nulls.parquet", compression="none")
